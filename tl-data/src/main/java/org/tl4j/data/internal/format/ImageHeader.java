package org.tl4j.data.internal.format;

/**
 * The header of an image file.
 *
 * @param format the format, recognised by the first bytes
 * @param width declared columns as stored, from 1
 * @param height declared rows as stored, from 1
 * @param orientation EXIF orientation, 1 (upright) to 8
 * @param essence the parts of the file that a decoder needs
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation, Essence essence) {
    /** Whether applying the orientation swaps rows and columns. */
    public boolean sideways() {
        return orientation >= 5;
    }

    /** Columns of the upright image, after the orientation is applied. */
    public int uprightWidth() {
        return sideways() ? height : width;
    }

    /** Rows of the upright image, after the orientation is applied. */
    public int uprightHeight() {
        return sideways() ? width : height;
    }
}
