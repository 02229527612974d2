package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.ClassMetrics;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.LabelMetrics;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
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
        List<String> lines = new ArrayList<>();
        lines.add("Evaluated %s of %s."
                .formatted(Format.count(report.result().images(), "image"), SubsetText.of(report.subset())));
        lines.addAll(
                report.result() instanceof MultiLabelEvaluation several
                        ? several(several)
                        : single(report.evaluation(), words));
        report.calibration().ifPresent(check -> lines.addAll(CalibrationText.of(check)));
        lines.addAll(SkippedText.of(report.skipped(), words.everything()));
        report.warnings().forEach(warning -> lines.add("Warning: " + warning.message() + "."));
        return lines;
    }

    private static List<String> several(MultiLabelEvaluation found) {
        List<String> lines = new ArrayList<>();
        lines.add("Mean average precision %s (95 %% interval %s to %s)."
                .formatted(
                        Format.decimal(found.meanAveragePrecision()),
                        Format.decimal(found.interval().low()),
                        Format.decimal(found.interval().high())));
        lines.add("Micro F1 %s, macro F1 %s, exact match %s, Hamming loss %s, ranking loss %s, log loss %s."
                .formatted(
                        Format.decimal(found.microF1()),
                        Format.decimal(found.macroF1()),
                        Format.percent(found.exactMatch()),
                        Format.decimal(found.hammingLoss()),
                        Format.decimal(found.rankingLoss()),
                        Format.decimal(found.logLoss())));
        int width = width(found.labels());
        String format = "  %-" + Math.max(5, width) + "s %9s %9s %9s %9s %9s %9s";
        lines.add(String.format(
                Locale.ROOT, format, "label", "av. prec.", "threshold", "precision", "recall", "f1", "images"));
        for (LabelMetrics metrics : found.perLabel()) {
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    Format.label(metrics.label()),
                    metrics.averagePrecision().isPresent()
                            ? Format.decimal(metrics.averagePrecision().getAsDouble())
                            : "-",
                    Format.decimal(metrics.threshold()),
                    Format.decimal(metrics.precision()),
                    Format.decimal(metrics.recall()),
                    Format.decimal(metrics.f1()),
                    Integer.toString(metrics.images())));
        }
        return lines;
    }

    private static int width(LabelSet labels) {
        return labels.names().stream()
                .mapToInt(name -> Format.label(name).length())
                .max()
                .orElse(0);
    }

    private static List<String> single(Evaluation found, CallerWords words) {
        List<String> lines = new ArrayList<>();
        lines.add("Accuracy %s (%s)%s."
                .formatted(
                        Format.percent(found.accuracy()),
                        Format.interval(found.accuracyInterval()),
                        found.labels().size() > TOP
                                ? ", top-%d accuracy %s".formatted(TOP, Format.percent(found.top5Accuracy()))
                                : ""));
        lines.add("Macro F1 %s, log loss %s, expected calibration error %s, Cohen's kappa %s."
                .formatted(
                        Format.decimal(found.macroF1()),
                        Format.decimal(found.logLoss()),
                        Format.percentagePoints(found.expectedCalibrationError()),
                        Format.decimal(found.cohenKappa())));
        int width = width(found.labels());
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
        return lines;
    }

    private static String row(int width, String label, String precision, String recall, String f1, String images) {
        return String.format(
                Locale.ROOT, "  %-" + Math.max(5, width) + "s %9s %9s %9s %9s", label, precision, recall, f1, images);
    }
}
