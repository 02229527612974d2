package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.FeatureRows;

/**
 * Finds equal rows, with 12 to 20 bytes of memory for each: rows themselves may be on disk and are compared where their
 * hashes are equal. Not thread-safe.
 */
final class EqualRows {
    private static final int NONE = -1;

    /** 2 to the power of 64, divided by the golden ratio (Knuth, "The Art of Computer Programming", section 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final FeatureRows rows;
    private final int[] hashes;
    // an open hash table of the rows that are not equal to an earlier one
    private final int[] table;
    private final float[] one;
    private final float[] other;

    private EqualRows(FeatureRows rows) {
        this.rows = rows;
        this.hashes = new int[rows.rows()];
        // at most half full
        this.table = new int[Integer.highestOneBit(Math.max(1, Math.min(rows.rows(), 1 << 28))) << 2];
        this.one = new float[rows.width()];
        this.other = new float[rows.width()];
        Arrays.fill(table, NONE);
    }

    /** The index of the first equal row for each row; each row's own index if all rows are equal and so uninformative. */
    static int[] firstOf(FeatureRows rows) {
        EqualRows equal = new EqualRows(rows);
        int[] firstOf = IntStream.range(0, rows.rows()).map(equal::first).toArray();
        boolean allEqual = Arrays.stream(firstOf).allMatch(first -> first == 0);
        return allEqual ? IntStream.range(0, firstOf.length).toArray() : firstOf;
    }

    /** The first row that is equal to {@code row}, which is entered if there is none. */
    private int first(int row) {
        read(row, one);
        hashes[row] = hash(one);
        int mask = table.length - 1;
        int place = hashes[row] & mask;
        while (table[place] != NONE) {
            int earlier = table[place];
            if (hashes[earlier] == hashes[row] && isEqualTo(earlier)) {
                return earlier;
            }
            place = (place + 1) & mask;
        }
        table[place] = row;
        return row;
    }

    /**
     * A hash all of whose bits depend on all bits of the values. Those of {@link Arrays#hashCode(float[])} do not: its low
     * bits are always the same where the values had 16 bits, and many rows would then have to be compared.
     */
    static int hash(float[] values) {
        long hash = 0;
        for (float value : values) {
            hash = (hash ^ Float.floatToIntBits(value)) * SPREAD;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private boolean isEqualTo(int earlier) {
        read(earlier, other);
        return Arrays.equals(one, other);
    }

    private void read(int row, float[] target) {
        rows.read(row, FloatBuffer.wrap(target));
        for (int i = 0; i < target.length; i++) {
            target[i] += 0.0f; // makes 0 and -0 equal
        }
    }
}
