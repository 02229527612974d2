package org.tl4j.spark;

import java.io.Serializable;

/** Loss and gradient, summed over rows. Parameters are [inputs + 1, classes] row-major, the biases last. Not thread-safe. */
final class HeadGradient implements Serializable {
    private static final long serialVersionUID = 1L;

    private double loss;
    private double[] gradient = new double[0];

    /** Adds the rows of a block. */
    HeadGradient add(FeatureBlock block, HeadProblem problem, double[] parameters) {
        int inputs = problem.mean().length;
        int classes = problem.classes();
        Widths.requireEqualFeatures(block.inputs(), inputs);
        if (gradient.length == 0) {
            gradient = new double[parameters.length];
        }
        double[] scaled = new double[inputs];
        double[] logits = new double[classes];
        for (int row = 0; row < block.rows(); row++) {
            System.arraycopy(parameters, inputs * classes, logits, 0, classes);
            for (int f = 0; f < inputs; f++) {
                scaled[f] = (block.features()[row * inputs + f] - problem.mean()[f]) / problem.scale();
                for (int c = 0; c < classes; c++) {
                    logits[c] += scaled[f] * parameters[f * classes + c];
                }
            }
            loss += problem.loss().residuals(logits, block.targets(), row);
            for (int f = 0; f < inputs; f++) {
                for (int c = 0; c < classes; c++) {
                    gradient[f * classes + c] += scaled[f] * logits[c];
                }
            }
            for (int c = 0; c < classes; c++) {
                gradient[inputs * classes + c] += logits[c];
            }
        }
        return this;
    }

    /** Adds what others summed. */
    HeadGradient merge(HeadGradient other) {
        if (other.gradient.length == 0) {
            return this;
        }
        if (gradient.length == 0) {
            return other;
        }
        loss += other.loss;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += other.gradient[i];
        }
        return this;
    }

    /**
     * The penalised mean loss.
     *
     * @param penalty times half of the squared norm of the weights
     * @param target receives the gradient
     */
    double penalised(double[] parameters, int weights, double penalty, double[] target) {
        System.arraycopy(gradient, 0, target, 0, gradient.length);
        double value = loss;
        for (int i = 0; i < weights; i++) {
            target[i] += penalty * parameters[i];
            value += penalty / 2 * parameters[i] * parameters[i];
        }
        return value;
    }
}
