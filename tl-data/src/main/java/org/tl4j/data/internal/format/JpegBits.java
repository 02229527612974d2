package org.tl4j.data.internal.format;

import java.io.IOException;

/**
 * The bits of a JPEG's entropy-coded data up to the next marker (T.81, B.1.1.5). Reading beyond the last bit is an error
 * here, where a decoder only prints a warning and fills the rest with grey. Not thread-safe.
 */
final class JpegBits {
    /** No marker has been found. */
    static final int NONE = 0;

    /** The file ended where data or a marker should be. */
    static final int END_OF_FILE = -1;

    private static final int PREFIX = 0xFF;

    /** A code and its value. */
    private static final int MOST_AT_ONCE = HuffmanTable.LONGEST_CODE + 15;

    private static final int RESTART_0 = 0xD0;

    private final HeaderReader bytes;
    private long bits;
    private int count;
    private int padding;
    private int marker;
    private long markerPosition;

    JpegBits(HeaderReader bytes) {
        this.bytes = bytes;
    }

    /** Reads a Huffman symbol and skips the {@code symbol & 15} bits after it, as all codes outside refinements need. */
    int symbolAndValue(HuffmanTable table) throws IOException, BrokenImageException {
        int symbol = symbol(table);
        skip(symbol & 15);
        return symbol;
    }

    /** Reads the next Huffman symbol. */
    int symbol(HuffmanTable table) throws IOException, BrokenImageException {
        if (count < HuffmanTable.LONGEST_CODE) {
            fill();
        }
        int code = table.find((int) (bits >>> (count - HuffmanTable.LONGEST_CODE)) & 0xFFFF);
        if (code == HuffmanTable.INVALID && padding == 0) {
            throw invalidCode();
        }
        take(code == HuffmanTable.INVALID ? HuffmanTable.LONGEST_CODE : code >> 8);
        return code & 0xFF;
    }

    /** Reads at most 16 bits as an integer. */
    int number(int length) throws IOException, BrokenImageException {
        if (count < length) {
            fill();
        }
        int number = (int) (bits >>> (count - length)) & ((1 << length) - 1);
        take(length);
        return number;
    }

    /** Skips at most 16 bits. */
    void skip(int length) throws IOException, BrokenImageException {
        if (count < length) {
            fill();
        }
        take(length);
    }

    /**
     * Skips the 63 AC coefficients of a block in sequential coding. Nearly all of the time is spent here, so the state is
     * in local variables.
     *
     * @return the position after the last coefficient, or at least {@link DetailSteps#END_OF_BLOCK}
     */
    int passDetails(DetailSteps steps) throws IOException, BrokenImageException {
        long buffered = bits;
        int left = count;
        int place = 1;
        while (place < JpegComponent.COEFFICIENTS) {
            if (left < MOST_AT_ONCE) {
                bits = buffered;
                count = left;
                fill();
                buffered = bits;
                left = count;
            }
            int next = (int) (buffered >>> (left - HuffmanTable.LONGEST_CODE)) & 0xFFFF;
            int step = place <= DetailSteps.LAST_SAFE_PLACE ? steps.oneOrTwo(next) : steps.one(next);
            if (step == 0) {
                break;
            }
            left -= step & 0xFF;
            place += step >> 8;
        }
        bits = buffered;
        count = left;
        take(0);
        if (place < JpegComponent.COEFFICIENTS) {
            throw invalidCode();
        }
        return place;
    }

    private void take(int length) throws BrokenImageException {
        count -= length;
        if (count < padding) {
            throw marker == END_OF_FILE
                    ? bytes.truncated()
                    : damaged("its picture data ends before the picture is complete");
        }
    }

    /** Fills the buffer to at least 32 bits, with zeros after the last bit of the data. */
    private void fill() throws IOException, BrokenImageException {
        if (count <= 32 && marker == NONE && bytes.hasFourPlainBytes()) {
            bits = bits << 32 | bytes.bigInt();
            count += 32;
            return;
        }
        while (count <= 48 && marker == NONE) {
            int value = bytes.byteOrEnd();
            if (value == PREFIX) {
                value = afterPrefix() ? PREFIX : END_OF_FILE;
            } else if (value == END_OF_FILE) {
                marker = END_OF_FILE;
            }
            if (value >= 0) {
                bits = bits << 8 | value;
                count += 8;
            }
        }
        if (count < 32 && marker != NONE) {
            bits <<= 32;
            count += 32;
            padding += 32;
        }
    }

    /** Whether the byte 0xFF belongs to the data; otherwise it begins a marker, or the file ends. */
    private boolean afterPrefix() throws IOException, BrokenImageException {
        long position = bytes.position() - 1;
        int value = bytes.byteOrEnd();
        while (value == PREFIX) {
            value = bytes.byteOrEnd();
        }
        if (value == 0) {
            return true;
        }
        marker = value;
        markerPosition = position;
        return false;
    }

    /**
     * Reads past the end of the data: the rest of the last byte, and the marker after it.
     *
     * @return the marker, or {@link #END_OF_FILE}
     */
    int end() throws IOException, BrokenImageException {
        if (count - padding >= 8) {
            throw superfluous();
        }
        if (marker == NONE) {
            int value = bytes.byteOrEnd();
            if (value == END_OF_FILE) {
                marker = END_OF_FILE;
            } else if (value != PREFIX || afterPrefix()) {
                throw superfluous();
            }
        }
        int found = marker;
        bits = 0;
        count = 0;
        padding = 0;
        marker = NONE;
        return found;
    }

    /** Reads the restart marker with an index from 0 to 7. */
    void passRestart(int number) throws IOException, BrokenImageException {
        int found = end();
        if (found == END_OF_FILE) {
            throw bytes.truncated();
        }
        if (found != RESTART_0 + number) {
            throw damaged("a restart marker is missing in its picture data");
        }
    }

    /** The position of the marker that {@link #end()} returned. */
    long markerPosition() {
        return markerPosition;
    }

    static BrokenImageException invalidCode() {
        return damaged("its picture data holds an undefined code");
    }

    private static BrokenImageException superfluous() {
        return damaged("bytes are left over where a marker should be");
    }

    static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged JPEG: " + how);
    }
}
