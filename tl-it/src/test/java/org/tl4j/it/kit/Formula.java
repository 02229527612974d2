package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * Numbers that need no file: evenly spread from {@code low} to {@code high}, the same on every machine. They are those of
 * SplitMix64 (Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators"), of which the upper 24 bits
 * count, as many as a float holds exactly.
 *
 * @param seed tells one array from another
 * @param low the least number
 * @param high above all numbers
 */
record Formula(long seed, double low, double high) {
    private static final long SEED_STEP = 0x2545F4914F6CDD1DL;
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double RANGE = 1 << 24;

    /** The formula that an object with {@code seed}, {@code low} and {@code high} describes. */
    static Formula of(JsonNode described) {
        return new Formula(
                described.get("seed").longValue(),
                described.get("low").doubleValue(),
                described.get("high").doubleValue());
    }

    /** How many numbers an array of the {@code shape} of an object has. */
    static int size(JsonNode shape) {
        return StreamSupport.stream(shape.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .reduce(1, Math::multiplyExact);
    }

    /** The first {@code count} numbers, computed in double and rounded once. */
    float[] numbers(int count) {
        float[] numbers = new float[count];
        long state = seed * SEED_STEP;
        for (int i = 0; i < count; i++) {
            state += STEP;
            numbers[i] = (float) (low + (high - low) * ((mixed(state) >>> 40) / RANGE));
        }
        return numbers;
    }

    private static long mixed(long state) {
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
