package org.tl4j.dl4j.hdf5;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Checks the entry counts that headers of indexes declare, by the HDF5 file format specification 3.0. jHDF allocates lists
 * of that length before it reads an entry, and computes powers of a tree's depth.
 */
final class DeclaredSizes {
    private static final long MOST_ENTRIES = 1 << 20;
    private static final int DEEPEST_TREE = 16;
    private static final int SIGNATURE = 4;

    private DeclaredSizes() {}

    /**
     * Checks a record if it is such a header.
     *
     * @throws HdfException if it declares more than a network has
     */
    static void check(ByteBuffer record, int offsets, int lengths) {
        if (record.remaining() < SIGNATURE) {
            return;
        }
        byte[] signature = new byte[SIGNATURE];
        record.get(0, signature);
        switch (new String(signature, StandardCharsets.ISO_8859_1)) {
            case "BTHD" -> {
                require(number(record, 12, Short.BYTES), DEEPEST_TREE);
                require(number(record, 18 + offsets, lengths), MOST_ENTRIES);
            }
            case "FRHP" -> {
                long width = number(record, 14 + 10 * lengths + 2 * offsets, Short.BYTES);
                long rows = number(record, 20 + 12 * lengths + 3 * offsets, Short.BYTES);
                require(width * rows, MOST_ENTRIES);
            }
            case "FAHD" -> require(number(record, 8, lengths), MOST_ENTRIES);
            case "EAHD" -> {
                require(number(record, 12 + 4 * lengths, lengths), MOST_ENTRIES);
                require(number(record, 12 + 5 * lengths, lengths), MOST_ENTRIES);
            }
            default -> {}
        }
    }

    private static void require(long found, long most) {
        if (found < 0 || found > most) {
            throw new HdfException("an index of more entries than networks have");
        }
    }

    /** Reads a little-endian integer; missing bytes are refused by the caller. */
    private static long number(ByteBuffer record, int position, int bytes) {
        long number = 0;
        for (int i = Math.min(bytes, Long.BYTES) - 1; i >= 0; i--) {
            int at = position + i;
            number = number << Byte.SIZE | (at < record.limit() ? Byte.toUnsignedInt(record.get(at)) : 0);
        }
        return number;
    }
}
