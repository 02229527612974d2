package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.LinearHead;

/**
 * Centres features at mean 0 and divides all of them by one factor, so that the optimiser works on values near 1. One
 * factor for all features, not one per feature, so that the penalised objective is exactly that of the raw features.
 *
 * @param mean mean of each feature
 * @param scale square root of the mean variance; 1 if all features are constant
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record FeatureScaling(double[] mean, double scale) {

    /**
     * Computes the scaling of {@code features}, at least one row.
     *
     * @throws TrainingException if a feature is not a finite number
     */
    static FeatureScaling of(FeatureBatch features) {
        double[] mean = new double[features.width()];
        double[] squares = new double[features.width()];
        FloatBuffer values = features.values();
        for (int row = 0; row < features.rows(); row++) {
            for (int feature = 0; feature < mean.length; feature++) {
                double value = values.get(row * mean.length + feature);
                double change = value - mean[feature];
                mean[feature] += change / (row + 1);
                squares[feature] += change * (value - mean[feature]);
            }
        }
        double variance = 0;
        for (double square : squares) {
            variance += square / features.rows() / squares.length;
        }
        if (!Double.isFinite(variance)) {
            throw new TrainingException(
                    "features", "must be finite numbers", "" + variance, "the weights of the backbone may be damaged");
        }
        return new FeatureScaling(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    /** The scaled features, row-major. */
    double[] apply(FeatureBatch features) {
        double[] scaled = new double[features.rows() * features.width()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (features.values().get(i) - mean[i % mean.length]) / scale;
        }
        return scaled;
    }

    /**
     * The head for raw features that is equivalent to {@code parameters} for scaled features.
     *
     * @param parameters [inputs + 1, classes] row-major, the biases last
     */
    LinearHead unscaled(double[] parameters, int classes) {
        int inputs = mean.length;
        float[] weights = new float[inputs * classes];
        float[] biases = new float[classes];
        for (int c = 0; c < classes; c++) {
            double bias = parameters[inputs * classes + c];
            for (int f = 0; f < inputs; f++) {
                double weight = parameters[f * classes + c] / scale;
                weights[f * classes + c] = (float) weight;
                bias -= weight * mean[f];
            }
            biases[c] = (float) bias;
        }
        return new LinearHead(inputs, classes, weights, biases);
    }
}
