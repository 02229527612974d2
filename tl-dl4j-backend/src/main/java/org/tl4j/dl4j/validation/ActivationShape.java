package org.tl4j.dl4j.validation;

/**
 * The output shape of a vertex for one image.
 *
 * @param image whether the shape has height and width; a row has not
 * @param channels channels of an image, or length of a row, at least 1
 * @param height height, at least 1; 1 for a row
 * @param width width, at least 1; 1 for a row
 */
public record ActivationShape(boolean image, long channels, long height, long width) {
    /** The shape of an image. */
    public static ActivationShape image(long channels, long height, long width) {
        return new ActivationShape(true, channels, height, width);
    }

    /** The shape of a row. */
    public static ActivationShape row(long length) {
        return new ActivationShape(false, length, 1, 1);
    }

    /** The number of values. */
    public long values() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return image ? channels + " channels of " + width + "x" + height : "a row of " + channels;
    }
}
