package org.tl4j.core.weights;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named array of 32-bit floats.
 *
 * @param name the parameter's name, {@code layer1.0.conv1.weight}
 * @param shape its dimensions; empty for a scalar
 * @param values row-major, exactly as many as the shape says from position 0 to the limit; not to be written to
 */
public record Tensor(String name, List<Integer> shape, FloatBuffer values) {
    public Tensor {
        requireNonNull(name, "name is null");
        shape = List.copyOf(shape);
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (size != values.limit()) {
            throw new IllegalArgumentException(
                    "tensor %s of shape %s must have %d values, found %d".formatted(name, shape, size, values.limit()));
        }
    }
}
