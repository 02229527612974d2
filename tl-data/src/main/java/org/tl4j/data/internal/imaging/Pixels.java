package org.tl4j.data.internal.imaging;

/** A decoded, upright image of 8 bits per channel, blended with white where it is transparent. Not thread-safe. */
interface Pixels extends AutoCloseable {
    /** The number of channels of a pixel, in the order blue, green, red. */
    int CHANNELS = 3;

    /** The index of blue in a pixel. */
    int BLUE = 0;

    /** The index of green in a pixel. */
    int GREEN = 1;

    /** The index of red in a pixel. */
    int RED = 2;

    /** The number of columns. */
    int width();

    /** The number of rows. */
    int height();

    /** The factor by which the image was reduced: 1, 2, 4 or 8. */
    int reduction();

    /** The column at which the image begins, from 0: a rotated reduced image may have part of a column before it. */
    default double left() {
        return 0;
    }

    /** The row at which the image begins, from 0, as for columns. */
    default double top() {
        return 0;
    }

    /** Copies {@code width} x 3 bytes of one row into {@code target}. */
    void copyRow(int row, byte[] target);

    @Override
    void close();
}
