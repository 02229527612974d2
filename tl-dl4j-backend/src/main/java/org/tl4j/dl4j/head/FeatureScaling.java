package org.tl4j.dl4j.head;

import java.nio.FloatBuffer;
import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.dataset.LabelMatrix;
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
     * Computes the scaling of {@code features}, at least one row, in one pass over them (Welford 1962).
     *
     * @throws TrainingException if a feature is not a finite number
     */
    static FeatureScaling of(FeatureRows features) {
        double[] mean = new double[features.width()];
        double[] squares = new double[features.width()];
        float[] values = new float[mean.length];
        for (int row = 0; row < features.rows(); row++) {
            features.read(row, FloatBuffer.wrap(values));
            for (int feature = 0; feature < mean.length; feature++) {
                double value = values[feature];
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

    /** Fills {@code scaled} from the features of one image. */
    void apply(float[] features, double[] scaled) {
        for (int feature = 0; feature < mean.length; feature++) {
            scaled[feature] = (features[feature] - mean[feature]) / scale;
        }
    }

    /**
     * The head for raw features that is equivalent to {@code parameters} for scaled features.
     *
     * @param parameters [inputs + 1, classes] row-major, the biases last
     * @param targets the labels that they were fitted to
     */
    LinearHead unscaled(double[] parameters, LabelMatrix targets) {
        int classes = targets.labels();
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
        return new LinearHead(inputs, classes, weights, biases, targets.mode());
    }
}
