package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.evaluation.TemperatureScaling;

/**
 * A temperature fitted to held-out predictions.
 *
 * @param scaling divides the logits
 * @param images how many it was fitted to, at least 1
 * @param errorBefore the expected calibration error of the network as it is, from 0 to 1
 * @param errorAfter the same at the temperature
 * @param crossValidated whether the predictions came from cross-validation
 */
public record TemperatureFit(
        TemperatureScaling scaling, int images, double errorBefore, double errorAfter, boolean crossValidated) {
    public TemperatureFit {
        requireNonNull(scaling, "scaling is null");
        if (images < 1) {
            throw new IllegalArgumentException("images must be at least 1, found " + images);
        }
        requireShare("errorBefore", errorBefore);
        requireShare("errorAfter", errorAfter);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, found " + share);
        }
    }
}
