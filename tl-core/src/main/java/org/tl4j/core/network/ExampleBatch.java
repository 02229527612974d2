package org.tl4j.core.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a network learns from in one step: direct buffers in native byte order, row-major. Not thread-safe.
 *
 * @param examples how many, at least 1
 * @param inputs [examples, values per example]: preprocessed images, [channels, height, width] each, or the outputs of
 *     the frozen part
 * @param targets of single labels, [examples, classes]: how much each class counts in the loss {@code -sum over c of
 *     target[c] * log p[c]}; a row of a single 1 is a plain label. Of several labels, [examples, 2 * labels]: how much the
 *     presence of each label counts, then how much its absence, in the loss {@code -(sum over c of present[c] * log p[c] +
 *     absent[c] * log (1 - p[c])) / labels}; both 0 is an unknown label
 */
public record ExampleBatch(int examples, FloatBuffer inputs, FloatBuffer targets) {
    public ExampleBatch {
        if (examples < 1 || inputs.limit() % examples != 0 || targets.limit() % examples != 0) {
            throw new IllegalArgumentException(
                    "a batch must have as many inputs and targets per example, found %d and %d"
                            .formatted(inputs.limit(), targets.limit()));
        }
    }

    /** A batch of zeros with room for {@code examples} examples. */
    public static ExampleBatch allocate(int examples, int inputWidth, int classes) {
        return new ExampleBatch(examples, floats(examples, inputWidth), floats(examples, classes));
    }

    private static FloatBuffer floats(int rows, int width) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The input of one example, as a window on this batch. */
    public FloatBuffer input(int example) {
        return row(inputs, example);
    }

    /** The target of one example, as a window on this batch. */
    public FloatBuffer target(int example) {
        return row(targets, example);
    }

    /** The first {@code count} examples, as a window on this batch. */
    public ExampleBatch first(int count) {
        return new ExampleBatch(
                count,
                inputs.slice(0, inputs.limit() / examples * count),
                targets.slice(0, targets.limit() / examples * count));
    }

    private FloatBuffer row(FloatBuffer values, int example) {
        int width = values.limit() / examples;
        return values.slice(example * width, width);
    }
}
