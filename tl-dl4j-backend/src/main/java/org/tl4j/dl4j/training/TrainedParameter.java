package org.tl4j.dl4j.training;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.Optimizer;

/**
 * One trained parameter of the network, and its counterpart in the training graph, {@code parameter * scale + shift} in
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
    private final Optional<FlatParameter> flat;

    /**
     * The counterpart of a parameter in the training graph.
     *
     * @param values values in the training graph
     * @param gradient gradient of {@code values}, summed over the batch; for a statistic, the change to subtract from it
     * @param scale scale of each channel, in a shape that broadcasts to {@code values}, or null for 1
     * @param shift shift of each channel, in such a shape, or null for 0
     * @param statistic whether it follows the data instead of a gradient
     * @param decayed whether weight decay applies: true for weights, false for biases and normalisation
     */
    record WorkingView(
            INDArray values, INDArray gradient, INDArray scale, INDArray shift, boolean statistic, boolean decayed) {
        /** Copies the parameter to the training graph. */
        void refresh(INDArray parameter) {
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
     * Creates the parameter and fills {@code working}.
     *
     * @param name layer and key
     * @param group index of the layer group
     * @param pretrained whether it was pretrained and L2-SP may apply
     */
    TrainedParameter(
            String name, int group, INDArray parameter, WorkingView working, boolean pretrained, Optimizer optimizer) {
        this.name = name;
        this.group = group;
        this.parameter = parameter;
        this.working = working;
        this.optimizer = optimizer;
        this.rule = working.statistic() ? null : new UpdateRule(optimizer, parameter.length());
        this.start = pretrained && optimizer.l2Sp() > 0 ? parameter.dup(parameter.ordering()) : null;
        this.flat = FlatParameter.of(parameter, working);
        refresh();
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

    /** The update rule with its optimiser state; null for a statistic. */
    UpdateRule rule() {
        return rule;
    }

    /**
     * Converts the gradient in the training graph to the parameter's gradient of the mean loss; returns its squared norm.
     */
    double takeGradient(int examples) {
        if (working.statistic()) {
            return 0;
        }
        if (flat.isPresent()) {
            return flat.get().takeGradient(examples);
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
     * Updates the parameter by one step.
     *
     * @param rate learning rate, above 0
     * @param clipping factor of the gradients
     */
    void update(double rate, double clipping) {
        if (flat.isPresent() && !working.statistic()) {
            boolean decays = decays() && optimizer.kind() != Optimizer.Kind.ADAM;
            flat.get()
                    .update(
                            flatRule(rate),
                            (float) clipping,
                            decays ? (float) (1 - rate * optimizer.weightDecay()) : 1);
            return;
        }
        INDArray gradient = working.gradient();
        if (!working.statistic()) {
            if (clipping < 1) {
                gradient.muli(clipping);
            }
            addPenalties(gradient);
            rule.apply(flat(gradient), rate);
            if (decays() && optimizer.kind() != Optimizer.Kind.ADAM) {
                parameter.muli(1 - rate * optimizer.weightDecay());
            }
        }
        parameter.subi(gradient);
        refresh();
    }

    private boolean decays() {
        return working.decayed() && optimizer.weightDecay() > 0;
    }

    /** The rule after the penalties, for blocks of flat values. */
    private FlatParameter.Rule flatRule(double rate) {
        FlatParameter.Rule step = rule.ofBlocks(rate, rule.nextStep(rate));
        float pull = start == null ? 0 : (float) optimizer.l2Sp();
        float decay = decays() && optimizer.kind() == Optimizer.Kind.ADAM ? (float) optimizer.weightDecay() : 0;
        if (pull == 0 && decay == 0) {
            return step;
        }
        FloatBuffer startValues = pull == 0 ? null : FlatParameter.view(start);
        float[] from = new float[FlatParameter.BLOCK];
        return (gradients, values, begin, count) -> {
            if (startValues != null) {
                startValues.get(begin, from, 0, count);
            }
            for (int i = 0; i < count; i++) {
                gradients[i] += pull * (values[i] - from[i]) + decay * values[i];
            }
            step.apply(gradients, values, begin, count);
        };
    }

    private void addPenalties(INDArray gradient) {
        if (start != null) {
            try (INDArray distance = parameter.sub(start)) {
                gradient.addi(distance.muli(optimizer.l2Sp()));
            }
        }
        if (decays() && optimizer.kind() == Optimizer.Kind.ADAM) {
            try (INDArray decay = parameter.mul(optimizer.weightDecay())) {
                gradient.addi(decay);
            }
        }
    }

    /** Copies the parameter to the training graph. */
    void refresh() {
        working.refresh(parameter);
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
