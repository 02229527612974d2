package org.tl4j.dl4j.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.Optimizer;

/**
 * One parameter of the network that is trained, and its image in the working graph, {@code parameter * scale + shift} in
 * each output channel. Not thread-safe.
 */
final class TrainedParameter implements AutoCloseable {
    private final String name;
    private final int group;
    private final INDArray parameter;
    private final WorkingView working;
    private final Optimizer optimizer;
    private final UpdateRule rule;
    private final INDArray start;

    /**
     * The image of a parameter.
     *
     * @param values in the working graph
     * @param gradient of {@code values}, summed over the batch; for a statistic, what is to be subtracted from it
     * @param scale of each channel, in a shape that broadcasts to {@code values}, or null for one of 1
     * @param shift of each channel, in such a shape, or null for one of 0
     * @param statistic whether it follows the data instead of a gradient
     * @param decayed whether it is a weight, and no bias or normalisation
     */
    record WorkingView(
            INDArray values, INDArray gradient, INDArray scale, INDArray shift, boolean statistic, boolean decayed) {
        /** Brings the working graph up to date. */
        void show(INDArray parameter) {
            values.assign(parameter);
            if (scale != null) {
                values.muli(scale);
            }
            if (shift != null) {
                values.addi(shift);
            }
        }
    }

    /**
     * Fills {@code working}.
     *
     * @param name layer and key
     * @param group the number of the layer group
     * @param pulled whether it was pretrained and may be pulled to its start
     */
    TrainedParameter(
            String name, int group, INDArray parameter, WorkingView working, boolean pulled, Optimizer optimizer) {
        this.name = name;
        this.group = group;
        this.parameter = parameter;
        this.working = working;
        this.optimizer = optimizer;
        this.rule = working.statistic() ? null : new UpdateRule(optimizer, parameter.length());
        this.start = pulled && optimizer.l2Sp() > 0 ? parameter.dup() : null;
        show();
    }

    String name() {
        return name;
    }

    int group() {
        return group;
    }

    INDArray parameter() {
        return parameter;
    }

    /** Its optimiser's memory; null for a statistic. */
    UpdateRule rule() {
        return rule;
    }

    /** Turns the working gradient into the parameter's own, of the mean loss, and gives its squared norm. */
    double takeGradient(int examples) {
        if (working.statistic()) {
            return 0;
        }
        INDArray gradient = working.gradient();
        if (working.scale() != null) {
            gradient.muli(working.scale());
        }
        gradient.divi(examples);
        double norm = gradient.norm2Number().doubleValue();
        return norm * norm;
    }

    /**
     * Moves the parameter.
     *
     * @param rate above 0
     * @param clipping what gradients are multiplied by
     */
    void move(double rate, double clipping) {
        INDArray gradient = working.gradient();
        if (!working.statistic()) {
            if (clipping < 1) {
                gradient.muli(clipping);
            }
            addPenalties(gradient);
            rule.apply(flat(gradient), rate);
            if (working.decayed() && optimizer.weightDecay() > 0 && optimizer.kind() != Optimizer.Kind.ADAM) {
                parameter.muli(1 - rate * optimizer.weightDecay());
            }
        }
        parameter.subi(gradient);
        show();
    }

    private void addPenalties(INDArray gradient) {
        if (start != null) {
            try (INDArray distance = parameter.sub(start)) {
                gradient.addi(distance.muli(optimizer.l2Sp()));
            }
        }
        if (working.decayed() && optimizer.weightDecay() > 0 && optimizer.kind() == Optimizer.Kind.ADAM) {
            try (INDArray decay = parameter.mul(optimizer.weightDecay())) {
                gradient.addi(decay);
            }
        }
    }

    /** Brings the working graph up to date. */
    void show() {
        working.show(parameter);
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.ordering(), 1, array.length());
    }

    @Override
    public void close() {
        if (rule != null) {
            rule.close();
        }
        if (start != null) {
            start.close();
        }
    }
}
