package org.tl4j.core.network;

import java.nio.FloatBuffer;
import java.util.function.Function;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/** Rejects NaN and infinite values, where parameters come in and where predictions and features go out. */
public final class FiniteValues {
    private FiniteValues() {}

    /**
     * Checks values.
     *
     * @param subject what they are
     * @param remedy what to do about one that is not finite
     * @param failure makes the error
     * @throws Tl4jException that {@code failure} makes, if one is NaN or infinite
     */
    public static void require(
            float[] values, String subject, String remedy, Function<Problem, ? extends Tl4jException> failure) {
        require(FloatBuffer.wrap(values), subject, remedy, failure);
    }

    /** The same for a buffer, from position 0 to its limit. */
    public static void require(
            FloatBuffer values, String subject, String remedy, Function<Problem, ? extends Tl4jException> failure) {
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            if (!Float.isFinite(value)) {
                throw failure.apply(new Problem(subject, "must be finite", value + " as value " + (i + 1), remedy));
            }
        }
    }
}
