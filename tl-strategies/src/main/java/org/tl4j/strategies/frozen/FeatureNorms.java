package org.tl4j.strategies.frozen;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.network.Optimizer;

/**
 * How large features are, which says how far one step moves what an output layer on them answers.
 *
 * @param absolute the sum of an image's absolute features, on average
 * @param squared the sum of their squares, on average
 */
public record FeatureNorms(double absolute, double squared) {
    /**
     * How far one step may move a logit. The catalogue's rates, which were tuned, move it by 1.1 (SqueezeNet on flowers) to
     * 2.1 (ResNet-20 on garments) at their peak.
     */
    private static final double FURTHEST = 2.5;

    /** Measures {@code features}, at least one row. */
    static FeatureNorms of(FeatureBatch features) {
        double absolute = 0;
        double squared = 0;
        FloatBuffer values = features.values();
        for (int i = 0; i < values.limit(); i++) {
            double value = values.get(i);
            absolute += Math.abs(value);
            squared += value * value;
        }
        return new FeatureNorms(absolute / features.rows(), squared / features.rows());
    }

    /**
     * How high the rate of an output layer may be, so that no step destroys what it was fitted to; infinite where all
     * features are 0. Adam changes each weight by about the rate (Kingma and Ba 2015, section 2.1), SGD by the rate times the
     * feature at most. Momentum, which adds up steps of one direction, is left out.
     */
    public double headLimit(Optimizer.Kind optimizer) {
        return FURTHEST / (optimizer == Optimizer.Kind.SGD ? squared : absolute);
    }
}
