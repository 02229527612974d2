package org.tl4j.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares values of two engines. */
public final class Values {
    /** The share of the largest value by which those of two engines may differ. */
    public static final double TOLERANCE = 1e-4;

    private Values() {}

    /** Asserts that values agree within {@link #TOLERANCE} of the largest. */
    public static void assertAgree(float[] found, float[] expected) {
        assertAgree(found, expected, TOLERANCE);
    }

    /** Asserts that values agree within a share of the largest. */
    public static void assertAgree(float[] found, float[] expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(expected[i]).isFinite();
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) found[i] - expected[i]));
        }
        assertThat(largest).isPositive();
        assertThat(difference / largest).as("largest difference").isLessThanOrEqualTo(tolerance);
    }
}
