package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

/**
 * An image whose pixels are likely bad.
 *
 * @param image index of the image
 * @param defect what is wrong
 * @param value what was measured, in the unit that {@code defect} names
 * @param bound that {@code value} is beyond
 */
public record PixelFinding(int image, PixelDefect defect, double value, double bound) {
    public PixelFinding {
        requireNonNull(defect, "defect is null");
    }
}
