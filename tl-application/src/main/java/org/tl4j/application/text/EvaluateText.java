package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.core.evaluation.ClassMetrics;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.learner.EvaluationReport;

/** The result of an evaluation, as text. */
public final class EvaluateText {
    /** With no more classes than this, top-n accuracy is always 1. */
    private static final int TOP = 5;

    private EvaluateText() {}

    /**
     * The figures, class by class, and the confusions.
     *
     * @param words the names of the caller's features
     */
    public static List<String> of(EvaluationReport report, CallerWords words) {
        Evaluation found = report.evaluation();
        List<String> lines = new ArrayList<>();
        lines.add(
                "Evaluated %s of %s.".formatted(Format.count(found.images(), "image"), SubsetText.of(report.subset())));
        lines.add("Accuracy %s (%s)%s."
                .formatted(
                        Format.percent(found.accuracy()),
                        Format.interval(found.accuracyInterval()),
                        found.labels().size() > TOP
                                ? ", top-%d accuracy %s".formatted(TOP, Format.percent(found.top5Accuracy()))
                                : ""));
        lines.add("Macro F1 %s, log loss %s, expected calibration error %s."
                .formatted(
                        Format.decimal(found.macroF1()),
                        Format.decimal(found.logLoss()),
                        Format.decimal(found.expectedCalibrationError())));
        int width = found.labels().names().stream()
                .mapToInt(name -> Format.label(name).length())
                .max()
                .orElse(0);
        lines.add(row(width, "class", "precision", "recall", "f1", "images"));
        for (ClassMetrics metrics : found.perClass()) {
            lines.add(row(
                    width,
                    Format.label(metrics.label()),
                    Format.decimal(metrics.precision()),
                    Format.decimal(metrics.recall()),
                    Format.decimal(metrics.f1()),
                    Integer.toString(metrics.images())));
        }
        lines.addAll(ConfusionText.of(found, words));
        lines.addAll(SkippedText.of(report.skipped(), words.everything()));
        report.warnings().forEach(warning -> lines.add("Warning: " + warning.message() + "."));
        return lines;
    }

    private static String row(int width, String label, String precision, String recall, String f1, String images) {
        return String.format(
                Locale.ROOT, "  %-" + Math.max(5, width) + "s %9s %9s %9s %9s", label, precision, recall, f1, images);
    }
}
