package org.tl4j.core.preprocessing;

/**
 * A rectangle of an image, as shares of its sides.
 *
 * @param left where it begins, from 0 to 1
 * @param top where it begins, from 0 to 1
 * @param width above 0, at most 1
 * @param height above 0, at most 1
 */
public record ImagePart(double left, double top, double width, double height) {
    public ImagePart {
        if (!(left >= 0
                && top >= 0
                && width > 0
                && height > 0
                && left + width <= 1.000001
                && top + height <= 1.000001)) {
            throw new IllegalArgumentException(
                    "a part of an image must lie in it, found %s, %s, %s x %s".formatted(left, top, width, height));
        }
    }

    /** The part of these sides in the middle. */
    static ImagePart middle(double width, double height) {
        double w = Math.min(1, width);
        double h = Math.min(1, height);
        return new ImagePart((1 - w) / 2, (1 - h) / 2, w, h);
    }
}
