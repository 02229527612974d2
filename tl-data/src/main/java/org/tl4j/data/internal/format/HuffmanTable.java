package org.tl4j.data.internal.format;

import java.util.Arrays;

/** A Huffman code of a JPEG (T.81, annex C). Immutable. */
final class HuffmanTable {
    static final int LONGEST_CODE = 16;

    /** The result for bits that no code begins with. */
    static final int INVALID = -1;

    /** Codes up to this length are found by one table lookup. */
    private static final int QUICK = 9;

    private final short[] quick = new short[1 << QUICK];
    private final int[] limits = new int[LONGEST_CODE + 1];
    private final int[] offsets = new int[LONGEST_CODE + 1];
    private final byte[] symbols;

    /**
     * Creates a table.
     *
     * @param counts the number of codes of each length from 1 to 16
     * @param symbols the symbols of the codes, shortest code first; as many as {@code counts} sums up to
     */
    HuffmanTable(byte[] counts, byte[] symbols) throws BrokenImageException {
        this.symbols = symbols;
        int code = 0;
        int next = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            offsets[length] = next - code;
            for (int i = 0; i < (counts[length - 1] & 0xFF); i++, code++, next++) {
                // Codes that consist only of ones are not allowed, but they occur.
                if (code >= 1 << length) {
                    throw JpegBits.damaged("a Huffman table has more codes than possible");
                }
                if (length <= QUICK) {
                    int first = code << (QUICK - length);
                    short entry = (short) (length << 8 | (symbols[next] & 0xFF));
                    Arrays.fill(quick, first, first + (1 << (QUICK - length)), entry);
                }
            }
            limits[length] = code << (LONGEST_CODE - length);
            code <<= 1;
        }
    }

    /** The code that 16 bits begin with: its length times 256, plus its symbol; or {@link #INVALID}. */
    int find(int bits) {
        int entry = quick[bits >> (LONGEST_CODE - QUICK)];
        if (entry != 0) {
            return entry;
        }
        for (int length = QUICK + 1; length <= LONGEST_CODE; length++) {
            if (bits < limits[length]) {
                int symbol = symbols[offsets[length] + (bits >> (LONGEST_CODE - length))] & 0xFF;
                return length << 8 | symbol;
            }
        }
        return INVALID;
    }

    /** Whether all symbols are at most {@code largest}. */
    boolean isWithin(int largest) {
        for (byte symbol : symbols) {
            if ((symbol & 0xFF) > largest) {
                return false;
            }
        }
        return true;
    }
}
