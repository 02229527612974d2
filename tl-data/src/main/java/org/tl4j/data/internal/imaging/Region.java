package org.tl4j.data.internal.imaging;

/**
 * A rectangle of whole pixels inside an image.
 *
 * @param left its first column, from 0
 * @param top its first row, from 0
 * @param width columns, from 1
 * @param height rows, from 1
 */
record Region(int left, int top, int width, int height) {
    /** The region of a whole image. */
    static Region whole(int width, int height) {
        return new Region(0, 0, width, height);
    }
}
