package org.tl4j.dl4j.training.onednn;

import java.util.List;
import java.util.Optional;

/**
 * One step of a network. Values are [examples, channels, height, width]; a row of features is an image of one pixel.
 * Names are unique; an input is the name of an earlier operation, or {@link StepExecutor#INPUT}.
 */
public sealed interface Operation {
    /** The name of its result. */
    String name();

    /** The names of the values that it takes. */
    List<String> inputs();

    /**
     * Values and gradient of a parameter.
     *
     * @param gradient where the gradient, summed over the examples, is written; empty if it is not needed
     */
    record Parameter(ParameterView values, Optional<ParameterView> gradient) {}

    /** Two values, for rows and for columns. */
    record Pair(long rows, long columns) {
        static final Pair ONE = new Pair(1, 1);
        static final Pair ZERO = new Pair(0, 0);

        long[] array() {
            return new long[] {rows, columns};
        }
    }

    /**
     * How a window moves over an image.
     *
     * @param stride distance of neighbouring windows
     * @param padding rows above and below, columns left and right, that windows may cover beyond the image
     * @param dilation distance of neighbouring values inside the window; 1 without gaps
     */
    record Movement(Pair stride, Pair padding, Pair dilation) {
        /** One window after another, without padding. */
        public static final Movement PLAIN = new Movement(Pair.ONE, Pair.ZERO, Pair.ONE);
    }

    /**
     * A convolution, or a dense layer as a convolution by a kernel of the size of the image.
     *
     * @param groups 1, or the number of channels for a depthwise convolution
     * @param weights [outputs, inputs / groups, height, width]
     * @param bias [outputs]
     */
    record Convolution(
            String name,
            String input,
            long groups,
            Movement movement,
            Parameter weights,
            Optional<Parameter> bias,
            Rectifier rectifier)
            implements Operation {
        /** The same with another activation. */
        public Convolution with(Rectifier other) {
            return new Convolution(name, input, groups, movement, weights, bias, other);
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** How a window of values becomes one. */
    enum Pool {
        /** The largest; padding never counts. */
        MAXIMUM,
        /** The mean. */
        AVERAGE
    }

    /**
     * Pooling.
     *
     * @param kernel the window, or empty for the whole image
     */
    record Pooling(String name, String input, Pool pool, Optional<Pair> kernel, Movement movement)
            implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** The sum of two values of the same shape. */
    record Sum(String name, String first, String second, Rectifier rectifier) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(first, second);
        }
    }

    /** Values joined along the channels. */
    record Concatenation(String name, List<String> inputs) implements Operation {
        public Concatenation {
            inputs = List.copyOf(inputs);
        }
    }

    /** An activation for itself. */
    record Activation(String name, String input, Rectifier rectifier) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }
}
