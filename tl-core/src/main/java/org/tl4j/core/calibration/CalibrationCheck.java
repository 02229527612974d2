package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.evaluation.Interval;

/**
 * How well a {@link Calibration} holds on images whose labels are known. Immutable.
 *
 * @param error the expected calibration error of the network's own probabilities, see {@link CalibrationError}
 * @param errorByChance the error to expect of exact probabilities on as many images, see {@link CalibrationError#byChance}
 * @param calibratedError as {@code error}, at the temperature; empty where there is none
 * @param sets how the conformal sets do; empty where there are none
 * @param unfamiliar how many images are unfamiliar; empty where that is not known
 */
public record CalibrationCheck(
        double error,
        double errorByChance,
        Optional<Double> calibratedError,
        Optional<Sets> sets,
        Optional<Unfamiliar> unfamiliar) {
    public CalibrationCheck {
        requireNonNull(calibratedError, "calibrated error is null");
        requireNonNull(sets, "sets is null");
        requireNonNull(unfamiliar, "unfamiliar is null");
    }

    /**
     * The sets of a {@link ConformalRule}.
     *
     * @param wanted the coverage that was asked for
     * @param coverage the share of images whose set contains the right class
     * @param interval the 95 % Wilson interval of {@code coverage}
     * @param meanSize the mean number of classes in a set
     */
    public record Sets(double wanted, double coverage, Interval interval, double meanSize) {
        public Sets {
            requireNonNull(interval, "interval is null");
        }
    }

    /**
     * The unfamiliar images.
     *
     * @param share of all images, from 0 to 1
     * @param interval its 95 % Wilson interval
     */
    public record Unfamiliar(double share, Interval interval) {
        public Unfamiliar {
            requireNonNull(interval, "interval is null");
        }
    }
}
