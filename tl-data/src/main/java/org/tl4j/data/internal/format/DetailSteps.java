package org.tl4j.data.internal.format;

/**
 * How far each code of a Huffman table advances in the sequential coding of AC coefficients (T.81, F.1.2.2). A step is 256
 * times the number of coefficients skipped, plus the number of bits of the codes and their values; 0 for an invalid code.
 * Immutable.
 */
final class DetailSteps {
    /** The code that ends a block counts as this many coefficients. */
    static final int END_OF_BLOCK = 128;

    /** From this position on, one code may complete a block, so that the next code belongs to another block. */
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

    /** One step for the next 16 bits. */
    int one(int bits) {
        int step = single[bits >> BEHIND_QUICK];
        return step != 0 ? step : computed(bits);
    }

    /** One or two steps for the next 16 bits. */
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
