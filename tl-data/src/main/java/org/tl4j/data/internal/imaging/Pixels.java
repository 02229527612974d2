package org.tl4j.data.internal.imaging;

/** A decoded, upright image of 8 bits a channel. Not thread-safe. */
interface Pixels extends AutoCloseable {
    /** The channels of a pixel, in the order blue, green, red. */
    int CHANNELS = 3;

    /** Columns that are there. */
    int width();

    /** Rows that are there. */
    int height();

    /** How many columns of the whole image the columns that are there stand for. */
    int fullWidth();

    /** How many rows of the whole image the rows that are there stand for. */
    int fullHeight();

    /** How many times smaller than the whole image this is: 1, 2, 4 or 8. */
    int reduction();

    /** Copies {@code width} x 3 bytes of one row into {@code target}. */
    void copyRow(int row, byte[] target);

    @Override
    void close();
}
