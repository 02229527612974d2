package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.LinearHead;

/**
 * Moves features to mean 0 and divides all of them by one number, so that the optimiser works on numbers near 1. One
 * number, not one a feature: the penalised objective stays the very one of the raw features.
 *
 * @param mean of each feature
 * @param scale the root of the mean variance; 1 where all features are constant
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record FeatureScaling(double[] mean, double scale) {

    /**
     * Measures {@code features}, at least one row.
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
     * The head that does on raw features what {@code parameters} do on scaled ones.
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
