package org.tl4j.storage.features;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.provenance.Digest;

/**
 * A segment file, all numbers little-endian: {@value #HEADER} bytes of header (magic, version, width, count, a zero, digest
 * of the key, zeros), the digests of {@code count} images, as many rows of {@code width} floats, and the CRC32C of all that.
 *
 * @param key the digest of the key of the space, so that a file in a wrong folder is noticed
 * @param width floats per row
 * @param count rows
 */
record SegmentLayout(Digest key, int width, int count) {
    /** {@code TL4JFEAT} in the order of the bytes. */
    static final long MAGIC = 0x544145464a344c54L;

    static final int VERSION = 1;
    static final int HEADER = 64;
    static final int CHECKSUM = Integer.BYTES;

    SegmentLayout {
        requireNonNull(key, "key is null");
        if (width < 1 || count < 0) {
            throw new IllegalArgumentException(
                    "a segment must have a width and a count, found " + width + ", " + count);
        }
    }

    /** The position of the rows, a multiple of the size of a float. */
    long valuesBegin() {
        return HEADER + (long) count * Digest.BYTES;
    }

    long valuesLength() {
        return (long) count * width * Float.BYTES;
    }

    long fileLength() {
        return valuesBegin() + valuesLength() + CHECKSUM;
    }
}
