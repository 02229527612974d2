package org.tl4j.data.internal.raster;

import org.tl4j.data.internal.format.BrokenImageException;

/**
 * How many bytes all parts of an image may hold beyond its pixels. Some writers fill the last strip up with rows that are not
 * shown; without a common bound, each of millions of parts could unpack to megabytes. Not thread-safe.
 */
final class Surplus {
    private static final long SPARE = 1 << 20;

    private long left;

    /** Of an image of {@code bytes}: as many again, and some. */
    Surplus(long bytes) {
        this.left = bytes + SPARE;
    }

    /** Counts {@code bytes} that are passed over. */
    void take(int bytes) throws BrokenImageException {
        left -= bytes;
        if (left < 0) {
            throw TiffDecoder.damaged("its compressed data holds far more than the image");
        }
    }
}
