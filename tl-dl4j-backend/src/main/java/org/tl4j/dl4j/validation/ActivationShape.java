package org.tl4j.dl4j.validation;

/**
 * What a vertex puts out for one image.
 *
 * @param image whether it has height and width; a row has not
 * @param channels of an image, or the length of a row, from 1
 * @param height from 1; 1 for a row
 * @param width from 1; 1 for a row
 */
public record ActivationShape(boolean image, long channels, long height, long width) {
    /** An image. */
    public static ActivationShape image(long channels, long height, long width) {
        return new ActivationShape(true, channels, height, width);
    }

    /** A row. */
    public static ActivationShape row(long length) {
        return new ActivationShape(false, length, 1, 1);
    }

    /** How many values it has. */
    public long values() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return image ? channels + " channels of " + width + "x" + height : "a row of " + channels;
    }
}
