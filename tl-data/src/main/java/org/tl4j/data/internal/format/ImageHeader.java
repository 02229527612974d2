package org.tl4j.data.internal.format;

/**
 * What an image file says about itself.
 *
 * @param format by its first bytes
 * @param width declared columns as stored, from 1
 * @param height declared rows as stored, from 1
 * @param orientation EXIF orientation, 1 (upright) to 8
 * @param essence what a decoder needs of the file
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation, Essence essence) {
    /** Whether rows and columns change places when the orientation is obeyed. */
    public boolean sideways() {
        return orientation >= 5;
    }

    /** Columns of the image when the orientation is obeyed. */
    public int uprightWidth() {
        return sideways() ? height : width;
    }

    /** Rows of the image when the orientation is obeyed. */
    public int uprightHeight() {
        return sideways() ? width : height;
    }
}
