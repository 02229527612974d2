package org.tl4j.data.internal.format;

/**
 * How far the codes of a Huffman table go in the sequential coding of details (T.81, F.1.2.2). A step is 256 times the
 * coefficients that are passed over, plus the bits of the codes with those of their values; 0 where a code is invalid.
 * Immutable.
 */
final class DetailSteps {
    /** What ends a block counts as so many coefficients. */
    static final int END_OF_BLOCK = 128;

    /** From this place on, one code may complete a block, so that the next is not of it. */
    static final int LAST_SAFE_PLACE = 47;

    private static final int ZERO_RUN = 0xF0;
    private static final int QUICK = 10;
    private static final int BEHIND_QUICK = HuffmanTable.LONGEST_CODE - QUICK;

    private final HuffmanTable table;
    private final char[] single = new char[1 << QUICK];
    private final char[] twofold = new char[1 << QUICK];

    DetailSteps(HuffmanTable table) {
        this.table = table;
        for (int i = 0; i < single.length; i++) {
            int step = computed(i << BEHIND_QUICK);
            single[i] = (char) ((step & 0xFF) <= QUICK ? step : 0);
        }
        for (int i = 0; i < single.length; i++) {
            int step = single[i];
            int behind = single[(i << (step & 0xFF)) & (single.length - 1)];
            boolean both =
                    step != 0 && step >> 8 < END_OF_BLOCK && behind != 0 && (step & 0xFF) + (behind & 0xFF) <= QUICK;
            twofold[i] = (char) (both ? step + behind : step);
        }
    }

    /** One step from the next 16 bits. */
    int one(int bits) {
        int step = single[bits >> BEHIND_QUICK];
        return step != 0 ? step : computed(bits);
    }

    /** One step or two from the next 16 bits. */
    int oneOrTwo(int bits) {
        int step = twofold[bits >> BEHIND_QUICK];
        return step != 0 ? step : computed(bits);
    }

    private int computed(int bits) {
        int code = table.find(bits);
        if (code == HuffmanTable.INVALID) {
            return 0;
        }
        int symbol = code & 0xFF;
        int size = symbol & 15;
        int passed = size != 0 ? (symbol >> 4) + 1 : symbol == ZERO_RUN ? 16 : END_OF_BLOCK;
        return passed << 8 | ((code >> 8) + size);
    }
}
