package org.tl4j.dl4j.training;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.tl4j.core.network.Optimizer;

/** ND4J's updater of one parameter, with its own rate, state and step count. Not thread-safe. */
final class UpdateRule implements AutoCloseable {
    private static final double SECOND_MOMENT_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final IUpdater configuration;
    private final GradientUpdater<?> updater;
    private final INDArray memory;
    private final float[] first = new float[FlatParameter.BLOCK];
    private final float[] second = new float[FlatParameter.BLOCK];
    private int steps;

    UpdateRule(Optimizer optimizer, long parameters) {
        // one updater per parameter: DL4J shares one among all, and a rate set for one is set for all
        this.configuration = configuration(optimizer);
        this.memory = Nd4j.zeros(DataType.FLOAT, 1, configuration.stateSize(parameters));
        this.updater = configuration.instantiate(memory, true);
    }

    private static IUpdater configuration(Optimizer optimizer) {
        return switch (optimizer.kind()) {
            case SGD -> new Nesterovs(0.0, optimizer.momentum());
            case ADAM, ADAMW -> new Adam(0.0, optimizer.momentum(), SECOND_MOMENT_DECAY, EPSILON);
        };
    }

    /** Replaces a gradient, [1, n], by the change to subtract from the parameter. */
    void apply(INDArray gradient, double rate) {
        configuration.setLrAndSchedule(rate, null);
        updater.applyUpdater(gradient, steps, 0);
        steps++;
    }

    /** The same for blocks of flat values; every block of a step has the same {@code step}, which {@link #nextStep} returns. */
    FlatParameter.Rule ofBlocks(double rate, double step) {
        FloatBuffer state = FlatParameter.view(memory);
        if (configuration instanceof Nesterovs nesterovs) {
            float momentum = (float) nesterovs.getMomentum();
            return (gradients, values, from, count) -> nesterov(gradients, state, from, count, momentum, (float) rate);
        }
        double first = ((Adam) configuration).getBeta1();
        float size = (float) (rate * Math.sqrt(1 - Math.pow(SECOND_MOMENT_DECAY, step)) / (1 - Math.pow(first, step)));
        return (gradients, values, from, count) -> adam(gradients, state, from, count, (float) first, size);
    }

    /** Counts a step that {@link #ofBlocks} makes, and returns its number, from 1 on. */
    int nextStep(double rate) {
        configuration.setLrAndSchedule(rate, null);
        steps++;
        return steps;
    }

    private void nesterov(float[] gradients, FloatBuffer state, int from, int count, float momentum, float rate) {
        state.get(from, first, 0, count);
        for (int i = 0; i < count; i++) {
            float before = momentum * first[i];
            float velocity = before - rate * gradients[i];
            first[i] = velocity;
            gradients[i] = before - (1 + momentum) * velocity;
        }
        state.put(from, first, 0, count);
    }

    private void adam(float[] gradients, FloatBuffer state, int from, int count, float decay, float size) {
        int half = state.capacity() / 2;
        float squaresDecay = (float) SECOND_MOMENT_DECAY;
        state.get(from, first, 0, count);
        state.get(half + from, second, 0, count);
        for (int i = 0; i < count; i++) {
            first[i] = decay * first[i] + (1 - decay) * gradients[i];
            second[i] = squaresDecay * second[i] + (1 - squaresDecay) * gradients[i] * gradients[i];
        }
        for (int i = 0; i < count; i++) {
            gradients[i] = first[i] * size / ((float) Math.sqrt(second[i]) + (float) EPSILON);
        }
        state.put(from, first, 0, count);
        state.put(half + from, second, 0, count);
    }

    /** The rate of the last step. */
    double rate() {
        return configuration.getLearningRate(steps, 0);
    }

    /** The optimiser state: the step count, then ND4J's state. */
    float[] memory() {
        float[] state = memory.data().asFloat();
        float[] all = new float[state.length + 1];
        all[0] = steps;
        System.arraycopy(state, 0, all, 1, state.length);
        return all;
    }

    void restore(float[] all) {
        steps = (int) all[0];
        for (int i = 1; i < all.length; i++) {
            memory.data().put(i - 1L, all[i]);
        }
    }

    /** Resets the optimiser state. */
    void reset() {
        steps = 0;
        memory.assign(0);
    }

    @Override
    public void close() {
        memory.close();
    }
}
