package org.tl4j.core.preprocessing;

/**
 * A size in pixels.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record ImageSize(int width, int height) {
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image size must be at least 1x1, found " + width + "x" + height);
        }
    }

    /** A square. */
    public static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    /** This size multiplied by {@code ratio}, rounded to whole pixels. */
    public ImageSize scaled(double ratio) {
        return new ImageSize(scaled(width, ratio), scaled(height, ratio));
    }

    /** A side multiplied by {@code ratio}, rounded to a whole pixel, at least 1. */
    static int scaled(int side, double ratio) {
        return Math.max(1, Math.toIntExact(Math.round(side * ratio)));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
