package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.evaluation.TemperatureScaling;

/**
 * A temperature fitted to held-out predictions.
 *
 * @param scaling divides the logits
 * @param images how many it was fitted to
 * @param errorBefore the expected calibration error of the network as it is
 * @param errorAfter the same at the temperature
 * @param crossValidated whether the predictions came from cross-validation
 */
public record TemperatureFit(
        TemperatureScaling scaling, int images, double errorBefore, double errorAfter, boolean crossValidated) {
    public TemperatureFit {
        requireNonNull(scaling, "scaling is null");
    }
}
