package org.tl4j.dl4j.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained parameter as flat values in the memory of the processor, block by block: all steps of an update are made on
 * a block while it is in the cache, where operations on whole arrays would read and write memory once each. Not
 * thread-safe.
 */
final class FlatParameter {
    /** How many values are updated at a time: what fits into the nearest cache, with gradients and optimiser state. */
    static final int BLOCK = 2048;

    private final FloatBuffer parameter;
    private final FloatBuffer working;
    private final FloatBuffer gradient;
    private final Optional<ChannelValues> scale;
    private final Optional<ChannelValues> shift;
    private final float[] values = new float[BLOCK];
    private final float[] gradients = new float[BLOCK];
    private final float[] factors = new float[BLOCK];
    private final float[] summands = new float[BLOCK];

    private FlatParameter(INDArray parameter, TrainedParameter.WorkingView working) {
        this.parameter = view(parameter);
        this.working = view(working.values());
        this.gradient = view(working.gradient());
        this.scale = ChannelValues.of(working.scale(), working.values());
        this.shift = ChannelValues.of(working.shift(), working.values());
    }

    /**
     * The parameter as flat values; empty where arrays are not in the processor's memory, not in the same order, or not of
     * 32-bit floats.
     */
    static Optional<FlatParameter> of(INDArray parameter, TrainedParameter.WorkingView working) {
        boolean flat = Nd4j.getEnvironment().isCPU()
                && isFlat(parameter)
                && sameOrder(parameter, working.values())
                && sameOrder(parameter, working.gradient())
                && Stream.of(parameter, working.values(), working.gradient())
                        .allMatch(array -> array.dataType() == DataType.FLOAT);
        return flat ? Optional.of(new FlatParameter(parameter, working)) : Optional.empty();
    }

    private static boolean isFlat(INDArray array) {
        long next = 1;
        long[] shape = array.shape();
        boolean columns = array.ordering() == 'f';
        for (int i = 0; i < shape.length; i++) {
            int axis = columns ? i : shape.length - 1 - i;
            if (shape[axis] > 1 && array.stride(axis) != next) {
                return false;
            }
            next *= shape[axis];
        }
        return true;
    }

    private static boolean sameOrder(INDArray first, INDArray second) {
        if (!Arrays.equals(first.shape(), second.shape()) || !isFlat(second)) {
            return false;
        }
        for (int axis = 0; axis < first.rank(); axis++) {
            if (first.size(axis) > 1 && first.stride(axis) != second.stride(axis)) {
                return false;
            }
        }
        return true;
    }

    static FloatBuffer view(INDArray array) {
        return new FloatPointer(array.data().addressPointer())
                .position(0)
                .capacity(array.length())
                .asBuffer();
    }

    /** As {@link TrainedParameter#takeGradient}. */
    double takeGradient(int examples) {
        float share = 1f / examples;
        double norm = 0;
        for (int from = 0; from < gradient.capacity(); from += BLOCK) {
            int count = Math.min(BLOCK, gradient.capacity() - from);
            gradient.get(from, gradients, 0, count);
            factors(from, count, share);
            for (int i = 0; i < count; i++) {
                gradients[i] *= factors[i];
            }
            gradient.put(from, gradients, 0, count);
            norm += squares(gradients, count);
        }
        return norm;
    }

    private void factors(int from, int count, float times) {
        if (scale.isEmpty()) {
            Arrays.fill(factors, 0, count, times);
            return;
        }
        scale.get().fill(factors, from, count);
        for (int i = 0; i < count; i++) {
            factors[i] *= times;
        }
    }

    private static double squares(float[] of, int count) {
        // four sums, so that no addition waits for the one before
        double[] sums = new double[4];
        int whole = count & ~3;
        for (int i = 0; i < whole; i += 4) {
            sums[0] += (double) of[i] * of[i];
            sums[1] += (double) of[i + 1] * of[i + 1];
            sums[2] += (double) of[i + 2] * of[i + 2];
            sums[3] += (double) of[i + 3] * of[i + 3];
        }
        for (int i = whole; i < count; i++) {
            sums[0] += (double) of[i] * of[i];
        }
        return sums[0] + sums[1] + sums[2] + sums[3];
    }

    /** How a block of gradients becomes a block of changes. */
    @FunctionalInterface
    interface Rule {
        /** Replaces the first {@code count} of {@code gradients}, those from {@code from} on, by what is to be subtracted. */
        void apply(float[] gradients, float[] values, int from, int count);
    }

    /**
     * Updates the parameter and its counterpart in the training graph.
     *
     * @param clipping factor of the gradient
     * @param kept what is left of a value apart from the change: 1, or less under weight decay
     */
    void update(Rule rule, float clipping, float kept) {
        for (int from = 0; from < parameter.capacity(); from += BLOCK) {
            int count = Math.min(BLOCK, parameter.capacity() - from);
            parameter.get(from, values, 0, count);
            gradient.get(from, gradients, 0, count);
            for (int i = 0; i < count; i++) {
                gradients[i] *= clipping;
            }
            rule.apply(gradients, values, from, count);
            for (int i = 0; i < count; i++) {
                values[i] = values[i] * kept - gradients[i];
            }
            parameter.put(from, values, 0, count);
            refresh(from, count);
        }
    }

    private void refresh(int from, int count) {
        scale.ifPresent(channels -> {
            channels.fill(factors, from, count);
            for (int i = 0; i < count; i++) {
                values[i] *= factors[i];
            }
        });
        shift.ifPresent(channels -> {
            channels.fill(summands, from, count);
            for (int i = 0; i < count; i++) {
                values[i] += summands[i];
            }
        });
        working.put(from, values, 0, count);
    }
}
