package org.tl4j.data.internal.raster;

import org.tl4j.data.internal.format.BrokenImageException;

/**
 * The number of bytes that all parts of an image may hold beyond its pixels. Some writers pad the last strip with rows not
 * shown; without a common bound, each of millions of parts could decompress to megabytes. Not thread-safe.
 */
final class Surplus {
    private static final long SPARE = 1 << 20;

    private long left;

    /** The surplus of an image of {@code bytes}: the same number again, and some more. */
    Surplus(long bytes) {
        this.left = bytes + SPARE;
    }

    /** Counts {@code bytes} that are skipped. */
    void take(int bytes) throws BrokenImageException {
        left -= bytes;
        if (left < 0) {
            throw TiffDecoder.damaged("its compressed data holds far more than the image");
        }
    }
}
