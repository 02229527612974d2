package org.tl4j.report;

import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.EvaluationResult;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.MultiLabelEvaluation;

/** The figures that say how good a model is, for the top of a report. */
final class ResultFigures {
    /** An interval that is wider than this says little. */
    private static final double WIDE = 0.1;

    private static final double PERCENT = 100;

    private ResultFigures() {}

    /**
     * What figures were measured on.
     *
     * @param images what the images are: {@code validation images}
     * @param how what distinguishes them, to be said once: {@code which it was not fitted to}; may be empty
     */
    record Measured(String images, String how) {
        String text() {
            return how.isEmpty() ? images : images + ", " + how;
        }
    }

    /**
     * Adds figures, a sentence, and a warning if there are too few images for them.
     *
     * @param calibrated the calibration error of what users see; empty where nothing is calibrated
     * @param measured on what
     */
    static void add(Summary summary, EvaluationResult result, Optional<Double> calibrated, Measured measured) {
        if (result instanceof Evaluation evaluation) {
            single(summary, evaluation, calibrated, measured);
        } else if (result instanceof MultiLabelEvaluation evaluation) {
            several(summary, evaluation, measured);
        }
    }

    private static void single(Summary summary, Evaluation evaluation, Optional<Double> calibrated, Measured measured) {
        long right = Math.round(evaluation.accuracy() * evaluation.images());
        Interval interval = evaluation.accuracyInterval();
        summary.sentence(
                "It is right for %s of %s %s: %s. For all such images the share is likely between %s (95 %% interval)."
                        .formatted(
                                Numbers.count(right),
                                Numbers.count(evaluation.images()),
                                measured.text(),
                                Numbers.percent(evaluation.accuracy()),
                                Numbers.interval(interval).replace(" to ", " and ")));
        summary.figure(
                "Accuracy", Numbers.percent(evaluation.accuracy()), "95 % interval " + Numbers.interval(interval));
        summary.figure("Macro F1", Numbers.decimal(evaluation.macroF1()), "mean of all classes, each as important");
        summary.figure(
                "Calibration error",
                points(calibrated.orElse(evaluation.expectedCalibrationError())),
                "percentage points by which probabilities are off"
                        + calibrated
                                .map(error -> "; uncalibrated " + points(evaluation.expectedCalibrationError()))
                                .orElse(""));
        wide(summary, interval, "accuracy", measured.images(), evaluation.images());
    }

    /** Short, since figures are large. */
    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f\u00A0points", PERCENT * share);
    }

    private static void several(Summary summary, MultiLabelEvaluation evaluation, Measured measured) {
        summary.sentence(
                "On %s %s, its mean average precision is %s: how well images with a label are ranked before images without it, where 1 is perfect. Every single label is right for %s of the images."
                        .formatted(
                                Numbers.count(evaluation.images()),
                                measured.text(),
                                Numbers.decimal(evaluation.meanAveragePrecision()),
                                Numbers.percent(evaluation.exactMatch())));
        Interval interval = evaluation.interval();
        summary.figure(
                "Mean average precision",
                Numbers.decimal(evaluation.meanAveragePrecision()),
                "95 %% interval %s to %s".formatted(Numbers.decimal(interval.low()), Numbers.decimal(interval.high())));
        summary.figure("Macro F1", Numbers.decimal(evaluation.macroF1()), "mean of all labels, each as important");
        summary.figure("All labels right", Numbers.percent(evaluation.exactMatch()), "of the images");
        wide(summary, interval, "mean average precision", measured.images(), evaluation.images());
    }

    private static void wide(Summary summary, Interval interval, String what, String images, int count) {
        if (interval.high() - interval.low() > WIDE) {
            summary.warning(
                    "Only %s %s: the %s could be %s points higher or lower by chance. Differences smaller than that mean nothing; measure it on more images."
                            .formatted(
                                    Numbers.count(count),
                                    images,
                                    what,
                                    Numbers.plain(Math.rint(50 * (interval.high() - interval.low())))));
        }
    }
}
