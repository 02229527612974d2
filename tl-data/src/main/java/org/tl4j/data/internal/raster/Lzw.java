package org.tl4j.data.internal.raster;

import org.tl4j.data.internal.format.BrokenImageException;

/** Decompresses LZW data (TIFF 6.0, section 13). */
final class Lzw {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int TABLE = 1 << 12;

    private final byte[] packed;
    private final byte[] target;
    /** An entry refers to the bytes of {@code target} that it was made from, so the table holds only positions. */
    private final int[] starts = new int[TABLE];

    private final int[] lengths = new int[TABLE];
    private int bit;
    private int filled;

    private Lzw(byte[] packed, byte[] target) {
        this.packed = packed;
        this.target = target;
    }

    /** Fills {@code target} and returns the number of bytes written. */
    static int unpack(byte[] packed, byte[] target) throws BrokenImageException {
        if (packed.length > 1 && packed[0] == 0 && (packed[1] & 1) == 1) {
            throw BrokenImageException.unsupported(
                    "is a TIFF with the LZW compression of before 1991, which is not supported; save it as PNG");
        }
        return new Lzw(packed, target).unpack();
    }

    private int unpack() throws BrokenImageException {
        int width = 9;
        int next = FIRST;
        int previousStart = 0;
        int previousLength = 0;
        boolean begun = false;
        while (filled < target.length) {
            int code = code(width);
            if (code == END) {
                break;
            }
            if (code == CLEAR) {
                width = 9;
                next = FIRST;
                previousLength = 0;
                begun = true;
                continue;
            }
            boolean known = code < CLEAR || code < next || (code == next && previousLength > 0);
            if (!begun || !known || (previousLength == 0 && code > END)) {
                throw TiffDecoder.damaged("its LZW data holds an undefined code");
            }
            if (previousLength > 0 && next < TABLE) {
                // The previous entry and the first byte of the current one, which follows it directly.
                starts[next] = previousStart;
                lengths[next] = previousLength + 1;
                next++;
            }
            int start = filled;
            copy(code);
            previousStart = start;
            previousLength = filled - start;
            if (next + 1 >= 1 << width && width < 12) {
                width++;
            }
        }
        return filled;
    }

    private void copy(int code) {
        if (code < CLEAR) {
            target[filled++] = (byte) code;
            return;
        }
        int length = Math.min(lengths[code], target.length - filled);
        // Byte by byte, because source and target may overlap.
        for (int i = 0; i < length; i++) {
            target[filled] = target[starts[code] + i];
            filled++;
        }
    }

    private int code(int width) {
        if (bit + width > 8L * packed.length) {
            // Some writers leave out the end code.
            return END;
        }
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int at = (bit >> 3) + i;
            value = value << 8 | (at < packed.length ? packed[at] & 0xFF : 0);
        }
        int code = value >> (24 - width - (bit & 7)) & ((1 << width) - 1);
        bit += width;
        return code;
    }
}
