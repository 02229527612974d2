package org.tl4j.strategies.frozen;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.network.Optimizer;

/**
 * The size of features, which determines how far one step moves the logits of an output layer on them.
 *
 * @param absolute the mean, over images, of the sum of absolute features
 * @param squared the mean, over images, of the sum of squared features
 */
public record FeatureNorms(double absolute, double squared) {
    /**
     * How far one step may move a logit. The catalogue's rates, which were tuned, move it by 1.1 (SqueezeNet on flowers) to
     * 2.1 (ResNet-20 on garments) at their peak.
     */
    private static final double FURTHEST = 2.5;

    /** Measures {@code features}, at least one row. */
    static FeatureNorms of(FeatureRows features) {
        double absolute = 0;
        double squared = 0;
        float[] values = new float[features.width()];
        for (int row = 0; row < features.rows(); row++) {
            features.read(row, FloatBuffer.wrap(values));
            for (float single : values) {
                double value = single;
                absolute += Math.abs(value);
                squared += value * value;
            }
        }
        return new FeatureNorms(absolute / features.rows(), squared / features.rows());
    }

    /**
     * The largest learning rate of an output layer at which no step destroys the fitted head; infinite if all features
     * are 0. Adam changes each weight by about the rate (Kingma and Ba 2015, section 2.1), SGD by the rate times the
     * feature at most. Momentum, which adds up steps of one direction, is ignored.
     */
    public double headLimit(Optimizer.Kind optimizer) {
        return FURTHEST / (optimizer == Optimizer.Kind.SGD ? squared : absolute);
    }
}
