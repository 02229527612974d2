package org.tl4j.application.documents;

import java.util.List;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.learner.EvaluationReport;

/**
 * How well the calibration of a model holds; what it does not have is null.
 *
 * @param expectedCalibrationError of the network's own probabilities
 * @param calibratedError the same at the temperature
 * @param sets the conformal sets
 * @param unfamiliarShare the share of images that are unfamiliar
 * @param unfamiliarInterval low and high end of its 95 % Wilson interval
 */
public record CalibrationDocument(
        double expectedCalibrationError,
        Double calibratedError,
        Sets sets,
        Double unfamiliarShare,
        List<Double> unfamiliarInterval) {
    /** The coverage that was asked for and the one found, with its 95 % Wilson interval, and the mean size of the sets. */
    public record Sets(double wanted, double coverage, List<Double> coverageInterval, double meanSize) {
        private static Sets of(CalibrationCheck.Sets found) {
            return new Sets(found.wanted(), found.coverage(), ends(found.interval()), found.meanSize());
        }
    }

    /** Null where the model has no calibration. */
    static CalibrationDocument of(EvaluationReport report) {
        return report.calibration().map(CalibrationDocument::of).orElse(null);
    }

    private static CalibrationDocument of(CalibrationCheck check) {
        return new CalibrationDocument(
                check.error(),
                check.calibratedError().orElse(null),
                check.sets().map(Sets::of).orElse(null),
                check.unfamiliar().map(CalibrationCheck.Unfamiliar::share).orElse(null),
                check.unfamiliar().map(found -> ends(found.interval())).orElse(null));
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }
}
