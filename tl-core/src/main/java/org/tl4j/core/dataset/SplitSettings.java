package org.tl4j.core.dataset;

import org.tl4j.core.error.UsageException;

/**
 * How images without a layout of their own are split.
 *
 * @param validationFraction the share of validation images, from 0 (none) to below 1
 * @param seed of the random choice
 */
public record SplitSettings(double validationFraction, long seed) {
    public SplitSettings {
        if (!(validationFraction >= 0 && validationFraction < 1)) {
            throw new UsageException(
                    "validation-fraction", "must be in [0, 1)", "" + validationFraction, "0.2 keeps every fifth image");
        }
    }
}
