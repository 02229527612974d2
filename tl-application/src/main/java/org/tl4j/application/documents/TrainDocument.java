package org.tl4j.application.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.learner.TrainingReport;

/**
 * The JSON of {@code tl train}.
 *
 * @param strategy how it was trained
 * @param requestedStrategy the strategy that was requested
 * @param reasons why it was trained in this way, in sentences
 * @param backbone the pretrained network
 * @param backboneRequested whether it was named; otherwise it was selected by default
 * @param backboneWeights where its weights came from: file, embedded, present or fetched
 * @param featureEngine the engine that computed the features
 * @param boundary where features are taken, and what was measured to choose it
 * @param warnings warnings about this run
 * @param classes their names, in the order of the outputs
 * @param images how many images are in each subset
 * @param parameters the size of the network
 * @param validation its score on images that it was not fitted to
 * @param refitted whether it was fitted to the validation images as well, after {@code validation} was measured
 * @param seconds how long it took
 * @param bundle the file that was written
 * @param report the HTML file with the report; left out if none was written
 * @param skippedImages the images that could not be used
 * @param duplicates images left out as exact copies of other images
 * @param conflicts groups of the same image under different labels
 */
public record TrainDocument(
        String strategy,
        String requestedStrategy,
        List<String> reasons,
        String backbone,
        boolean backboneRequested,
        String backboneWeights,
        String featureEngine,
        BoundaryDocument boundary,
        List<WarningDocument> warnings,
        List<String> classes,
        Images images,
        ParameterCounts parameters,
        Validation validation,
        boolean refitted,
        Seconds seconds,
        String bundle,
        String report,
        List<SkippedDocument> skippedImages,
        List<Labelled> duplicates,
        List<List<Labelled>> conflicts) {
    /** Counts of images. */
    public record Images(int train, int validation, int skipped) {}

    /**
     * The score on images that it was not fitted to.
     *
     * @param accuracy of single labels, or null
     * @param accuracyInterval low and high end of its 95 % interval (Wilson), or null
     * @param meanAveragePrecision of several labels, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Validation(
            Double accuracy,
            List<Double> accuracyInterval,
            Double meanAveragePrecision,
            double logLoss,
            int images,
            boolean crossValidated) {
        /** A score with its interval. */
        public static Validation of(Score score) {
            boolean single = score.metric() == ScoreMetric.ACCURACY;
            Interval interval =
                    Interval.wilson(Math.round(score.value() * score.images()), Math.max(1, score.images()));
            return new Validation(
                    single ? score.value() : null,
                    single ? List.of(interval.low(), interval.high()) : null,
                    single ? null : score.value(),
                    score.logLoss(),
                    score.images(),
                    score.crossValidated());
        }
    }

    /** Times. */
    public record Seconds(double total, double features, double training) {}

    /** An image with its label; of several, all of them as {@link org.tl4j.core.dataset.Annotation#text} writes them. */
    public record Labelled(String image, String label) {
        /** The documents of {@code samples}. */
        public static List<Labelled> of(List<Sample> samples) {
            return samples.stream()
                    .map(sample -> new Labelled(
                            sample.location().toString(), sample.annotation().text()))
                    .toList();
        }
    }

    /**
     * The document of a training report.
     *
     * @param remedies puts the caller's own words in the place of each {@link org.tl4j.core.error.CallerTerm}
     */
    public static TrainDocument of(String requestedStrategy, TrainingReport report, UnaryOperator<String> remedies) {
        return of(requestedStrategy, report, Optional.empty(), remedies);
    }

    /**
     * The document of a training report, of which there is a page too.
     *
     * @param page the HTML file that was written
     * @param remedies puts the caller's own words in the place of each {@link org.tl4j.core.error.CallerTerm}
     */
    public static TrainDocument of(
            String requestedStrategy, TrainingReport report, Optional<Path> page, UnaryOperator<String> remedies) {
        BundleManifest manifest = report.manifest();
        Score validation = report.validation();
        return new TrainDocument(
                manifest.strategy(),
                requestedStrategy,
                manifest.reasons().stream().map(remedies).toList(),
                manifest.backbone(),
                report.backbone().requested(),
                EnumNames.of(report.backbone().origin()),
                manifest.provenance().settings().get("feature-engine"),
                BoundaryDocument.of(report),
                report.warnings().stream().map(WarningDocument::of).toList(),
                manifest.labels().names(),
                new Images(
                        report.trainImages(),
                        validation.crossValidated() ? 0 : validation.images(),
                        report.skipped().size()),
                manifest.parameters(),
                Validation.of(validation),
                report.refitted(),
                new Seconds(
                        Rounding.seconds(report.total()),
                        Rounding.seconds(report.features()),
                        Rounding.seconds(report.training())),
                report.bundle().toString(),
                page.map(Path::toString).orElse(null),
                SkippedDocument.of(report.skipped()),
                Labelled.of(report.split().duplicates()),
                report.split().conflicts().stream().map(Labelled::of).toList());
    }
}
