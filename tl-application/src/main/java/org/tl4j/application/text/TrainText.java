package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.WarningKind;
import org.tl4j.learner.TrainingReport;

/** The result of training, as text. */
public final class TrainText {
    private static final int SHOWN = 5;

    private TrainText() {}

    /**
     * The reasons, the result and the warnings, without the path of the bundle.
     *
     * @param words the names of the caller's features
     */
    public static List<String> of(TrainingReport report, CallerWords words) {
        var manifest = report.manifest();
        List<String> lines = new ArrayList<>(
                manifest.reasons().stream().map(words.remedies()).toList());
        lines.add("Trained %s on %s of %s: %s."
                .formatted(
                        how(manifest.strategy()),
                        Format.count(report.trainImages(), "image"),
                        classes(manifest.labels()),
                        shortened(manifest.labels().names())));
        lines.add("Backbone %s%s; %,d of %,d parameters were trained."
                .formatted(
                        manifest.backbone(),
                        manifest.strategy().equals(FeatureExtractionSettings.NAME)
                                ? ", frozen up to " + String.join(", ", manifest.boundaries())
                                        + pooling(manifest.pooling())
                                : "",
                        manifest.parameters().trainable(),
                        manifest.parameters().total()));
        lines.addAll(score(report.validation(), report.refitted(), words));
        String engine = manifest.provenance().settings().get("feature-engine");
        lines.add("Took %s: features %s%s, training %s."
                .formatted(
                        Format.seconds(report.total()),
                        Format.seconds(report.features()),
                        engine == null ? "" : " by " + engine,
                        Format.seconds(report.training())));
        lines.addAll(SkippedText.of(report.skipped(), words.everything()));
        lines.addAll(warnings(report.warnings()));
        return lines;
    }

    private static String pooling(Pooling pooling) {
        return switch (pooling) {
            case AVERAGE -> "";
            case MAX -> " with the largest value of each channel";
            case BOTH -> " with the average and the largest value of each channel";
            case FLATTEN -> " with the values of all positions";
            case CLS -> " with the class token";
            case MEAN -> " with the average of all tokens";
            case CLS_MEAN -> " with the class token and the average of the others";
        };
    }

    private static String how(String strategy) {
        return switch (strategy) {
            case FromScratchSettings.NAME -> "from scratch";
            case FeatureExtractionSettings.NAME -> "by feature extraction";
            default -> "by " + strategy;
        };
    }

    /** How many: {@code 2 classes}. */
    static String classes(LabelSet labels) {
        return Format.count(labels.size(), labels.isMultiLabel() ? "label" : "class");
    }

    /** The score, and how many images it was measured on. */
    static String result(Score score) {
        return value(score).toLowerCase(Locale.ROOT)
                + (score.crossValidated() ? " by cross-validation on " : " on ")
                + Format.count(score.images(), score.crossValidated() ? "image" : "validation image");
    }

    private static List<String> score(Score score, boolean refitted, CallerWords words) {
        String how = score.crossValidated()
                ? "by cross-validation on " + Format.count(score.images(), "image")
                : "on %s%s"
                        .formatted(
                                Format.count(score.images(), "validation image"),
                                refitted ? ", before it was fitted to these as well" : " that it was not fitted to");
        return List.of(
                "%s, log loss %s, %s.".formatted(value(score), Format.decimal(score.logLoss()), how),
                "The same images chose the settings of the training, so this is probably too high; %s measures on others."
                        .formatted(words.evaluation()));
    }

    private static String value(Score score) {
        if (score.metric() == ScoreMetric.MEAN_AVERAGE_PRECISION) {
            return "Mean average precision " + Format.decimal(score.value());
        }
        Interval interval = Interval.wilson(Math.round(score.value() * score.images()), Math.max(1, score.images()));
        return "Accuracy %s (%s)".formatted(Format.percent(score.value()), Format.interval(interval));
    }

    /** Each warning once: the refit is mentioned beside the accuracy, and remarks on the layout were logged. */
    private static List<String> warnings(List<TrainingWarning> warnings) {
        return warnings.stream()
                .filter(warning -> warning.kind() != WarningKind.REFITTED && warning.kind() != WarningKind.LAYOUT)
                .map(warning -> "Warning: " + warning.message() + ".")
                .toList();
    }

    private static String shortened(List<String> names) {
        String first = String.join(
                ", ", names.stream().limit(2 * SHOWN).map(Format::label).toList());
        return names.size() <= 2 * SHOWN ? first : first + " and " + (names.size() - 2 * SHOWN) + " more";
    }
}
