package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How to read the outputs of a network. Immutable.
 *
 * @param temperature makes probabilities match frequencies; empty where there was too little data to fit it
 * @param thresholds from which probability on each label is accepted, in the order of the labels; empty if none were chosen
 * @param conformal sets of labels that contain the right one as often as was asked; empty if nobody asked
 * @param familiarity how far an image is from those that the model was trained on; empty if it was not fitted
 */
public record Calibration(
        Optional<TemperatureFit> temperature,
        List<LabelThreshold> thresholds,
        Optional<ConformalRule> conformal,
        Optional<FamiliarityModel> familiarity) {
    /** Nothing is known. */
    public static final Calibration NONE =
            new Calibration(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public Calibration {
        requireNonNull(temperature, "temperature is null");
        thresholds = List.copyOf(thresholds);
        requireNonNull(conformal, "conformal is null");
        requireNonNull(familiarity, "familiarity is null");
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return temperature.isEmpty() && thresholds.isEmpty() && conformal.isEmpty() && familiarity.isEmpty();
    }
}
