package org.tl4j.data.internal.imaging;

/** A decoded, upright image of 8 bits a channel, blended with white where it is transparent. Not thread-safe. */
interface Pixels extends AutoCloseable {
    /** The channels of a pixel, in the order blue, green, red. */
    int CHANNELS = 3;

    /** The place of blue in a pixel. */
    int BLUE = 0;

    /** The place of green in a pixel. */
    int GREEN = 1;

    /** The place of red in a pixel. */
    int RED = 2;

    /** Columns that are there. */
    int width();

    /** Rows that are there. */
    int height();

    /** How many times smaller than the whole image this is: 1, 2, 4 or 8. */
    int reduction();

    /** Where the image begins, in columns from 0: a reduced image that was turned may have part of a column before it. */
    default double left() {
        return 0;
    }

    /** Likewise in rows. */
    default double top() {
        return 0;
    }

    /** Copies {@code width} x 3 bytes of one row into {@code target}. */
    void copyRow(int row, byte[] target);

    @Override
    void close();
}
