package org.tl4j.it.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;

/** Comparisons with the numbers of others. */
public final class Numbers {
    private Numbers() {}

    /** What a buffer holds from its start to its limit. */
    public static float[] of(FloatBuffer buffer) {
        float[] numbers = new float[buffer.limit()];
        buffer.get(0, numbers);
        return numbers;
    }

    /** The rows of a JSON matrix, one after the other. */
    public static float[] of(JsonNode matrix) {
        float[] numbers = new float[matrix.size() * matrix.get(0).size()];
        int count = 0;
        for (JsonNode row : matrix) {
            for (JsonNode number : row) {
                numbers[count++] = (float) number.doubleValue();
            }
        }
        return numbers;
    }

    /** The numbers of a flat JSON list. */
    public static float[] ofList(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) list.get(i).doubleValue();
        }
        return numbers;
    }

    /** Whether each number is that of {@code expected}, give or take {@code tolerance} of the largest absolute value. */
    public static void assertAgree(float[] actual, float[] expected, double tolerance) {
        double largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("number %d", i).isCloseTo(expected[i], within(tolerance * largest));
        }
    }
}
