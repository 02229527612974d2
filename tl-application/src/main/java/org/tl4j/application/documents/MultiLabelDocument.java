package org.tl4j.application.documents;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.evaluation.LabelMetrics;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.learner.EvaluationReport;

/**
 * The JSON of {@code tl evaluate} for a model that gives several labels.
 *
 * @param part train, validation or test; {@code all} where the data has no parts
 * @param images how many
 * @param meanAveragePrecision the mean over the labels that an image has
 * @param meanAveragePrecisionInterval low and high end of its 95 % interval
 * @param microF1 F1 of all labels together
 * @param macroF1 the mean F1 of the labels
 * @param exactMatch the share of images whose labels are all right
 * @param hammingLoss the share of labels that are wrong
 * @param rankingLoss the mean share of pairs of labels in the wrong order
 * @param logLoss the mean binary cross-entropy
 * @param labels the labels, in the order of the outputs
 * @param perLabel the figures of each label
 * @param skipped how many images could not be used
 * @param skippedImages which
 * @param warnings warnings about the figures
 * @param calibration how well its calibration holds; null where the model has none
 * @param report the HTML file with the report; left out if none was written
 */
public record MultiLabelDocument(
        String part,
        int images,
        double meanAveragePrecision,
        List<Double> meanAveragePrecisionInterval,
        double microF1,
        double macroF1,
        double exactMatch,
        double hammingLoss,
        double rankingLoss,
        double logLoss,
        List<String> labels,
        List<Label> perLabel,
        int skipped,
        List<SkippedDocument> skippedImages,
        List<WarningDocument> warnings,
        CalibrationDocument calibration,
        String report) {
    /** The figures of a label; the average precision is null where no image has it. */
    public record Label(
            String label,
            Double averagePrecision,
            double threshold,
            double precision,
            double recall,
            double f1,
            int images,
            int predicted) {
        private static Label of(LabelMetrics metrics) {
            return new Label(
                    metrics.label(),
                    orNull(metrics.averagePrecision()),
                    metrics.threshold(),
                    metrics.precision(),
                    metrics.recall(),
                    metrics.f1(),
                    metrics.images(),
                    metrics.predicted());
        }

        private static Double orNull(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    /** The document of an evaluation. */
    static MultiLabelDocument of(EvaluationReport report, MultiLabelEvaluation evaluation, Optional<Path> page) {
        return new MultiLabelDocument(
                SubsetWord.of(report.subset()),
                evaluation.images(),
                evaluation.meanAveragePrecision(),
                List.of(evaluation.interval().low(), evaluation.interval().high()),
                evaluation.microF1(),
                evaluation.macroF1(),
                evaluation.exactMatch(),
                evaluation.hammingLoss(),
                evaluation.rankingLoss(),
                evaluation.logLoss(),
                evaluation.labels().names(),
                evaluation.perLabel().stream().map(Label::of).toList(),
                report.skipped().size(),
                SkippedDocument.of(report.skipped()),
                report.warnings().stream().map(WarningDocument::of).toList(),
                CalibrationDocument.of(report),
                page.map(Path::toString).orElse(null));
    }
}
