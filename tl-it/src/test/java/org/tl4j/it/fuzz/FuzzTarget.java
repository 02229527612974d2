package org.tl4j.it.fuzz;

import java.util.Random;

/**
 * Something that reads what others have written.
 *
 * @param name in reports
 * @param mutation makes the content of a case from a source of randomness
 * @param reader reads it; any exception but ours is a defect
 */
record FuzzTarget(String name, Mutation mutation, Reader reader) {
    /** Makes one case. */
    @FunctionalInterface
    interface Mutation {
        /** The content; the same for equal randomness. */
        byte[] next(Random random) throws Exception;
    }

    /** Reads one case. */
    @FunctionalInterface
    interface Reader {
        /** Reads it to its end, uses what came out, and frees it. */
        void read(byte[] content) throws Exception;
    }

    /** The content of a case: by name, number and seed, and nothing else. */
    byte[] content(int number, long seed) throws Exception {
        long place = seed * 1_000_003 + name.hashCode() * 31L + number;
        // neighbouring seeds of Random begin with the same choice, so they are spread first
        return mutation.next(new Random(place * 0x9E3779B97F4A7C15L ^ place >>> 7));
    }
}
