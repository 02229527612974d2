package org.tl4j.dl4j.training;

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
    private int steps;

    UpdateRule(Optimizer optimizer, long parameters) {
        // one updater per parameter: DL4J shares one among all, and a rate set for one is set for all
        this.configuration = configuration(optimizer);
        this.memory = Nd4j.zeros(1, configuration.stateSize(parameters));
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
