package org.tl4j.data.internal.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/** Finds the orientation tag in EXIF data (EXIF 2.32, tag 0x0112 of the first directory). */
final class ExifOrientation {
    static final int UPRIGHT = 1;
    static final int TAG = 0x0112;
    static final int SHORT = 3;

    private static final byte[] PREFIX = "Exif\0\0".getBytes(US_ASCII);

    private ExifOrientation() {}

    /** The orientation in an application segment of a JPEG, which may hold other data. */
    static OptionalInt ofApplicationSegment(byte[] segment) {
        return startsWithPrefix(segment) ? ofTiff(segment, PREFIX.length) : OptionalInt.empty();
    }

    /** The orientation in the EXIF chunk of a PNG or WebP, with or without the prefix. */
    static OptionalInt ofChunk(byte[] chunk) {
        return ofTiff(chunk, startsWithPrefix(chunk) ? PREFIX.length : 0);
    }

    private static boolean startsWithPrefix(byte[] data) {
        return data.length >= PREFIX.length && Arrays.equals(data, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /** Damaged EXIF data is common and harmless: it is ignored. */
    private static OptionalInt ofTiff(byte[] data, int start) {
        ByteBuffer tiff = ByteBuffer.wrap(data, start, data.length - start).slice();
        if (tiff.limit() < 8) {
            return OptionalInt.empty();
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory + 2 > tiff.limit()) {
            return OptionalInt.empty();
        }
        int count = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (long entry = directory + 2; count > 0 && entry + 12 <= tiff.limit(); entry += 12, count--) {
            int at = (int) entry;
            if (Short.toUnsignedInt(tiff.getShort(at)) == TAG && tiff.getShort(at + 2) == SHORT) {
                return valid(tiff.getShort(at + 8));
            }
        }
        return OptionalInt.empty();
    }

    /** Values outside 1 to 8 are ignored. */
    static OptionalInt valid(int orientation) {
        return orientation >= UPRIGHT && orientation <= 8 ? OptionalInt.of(orientation) : OptionalInt.empty();
    }
}
