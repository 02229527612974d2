package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import org.tl4j.core.dataset.LabelMode;

/**
 * A fully connected output layer: {@code logits[c] = biases[c] + sum over f of weights[f * classes + c] * feature[f]}, and
 * then a softmax over the classes, or a sigmoid for each label.
 * The arrays are not copied; the creator of a head must not change them afterwards.
 *
 * @param inputs the width of the features
 * @param classes how many outputs
 * @param weights row-major of shape [inputs, classes]
 * @param biases one per output
 * @param mode what makes probabilities of the logits: a softmax for single labels, a sigmoid for several
 */
@SuppressWarnings("ArrayRecordComponent") // millions of values; never compared
public record LinearHead(int inputs, int classes, float[] weights, float[] biases, LabelMode mode) {
    public LinearHead {
        requireNonNull(mode, "mode is null");
        if (weights.length != Math.multiplyExact(inputs, classes) || biases.length != classes) {
            throw new IllegalArgumentException(
                    "a head from %d inputs to %d classes must have as many parameters, found %d and %d"
                            .formatted(inputs, classes, weights.length, biases.length));
        }
    }

    /** A softmax layer. */
    public LinearHead(int inputs, int classes, float[] weights, float[] biases) {
        this(inputs, classes, weights, biases, LabelMode.SINGLE_LABEL);
    }

    /**
     * The probabilities of the classes, or of each label.
     *
     * @param features as many as {@code inputs}, from position 0
     * @return one probability per class
     */
    public float[] probabilities(FloatBuffer features) {
        double[] logits = new double[classes];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = biases[c];
            for (int f = 0; f < inputs; f++) {
                logits[c] += (double) weights[f * classes + c] * features.get(f);
            }
        }
        return mode == LabelMode.SINGLE_LABEL ? softmax(logits) : sigmoid(logits);
    }

    private static float[] sigmoid(double[] logits) {
        float[] probabilities = new float[logits.length];
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = (float) (1 / (1 + Math.exp(-logits[c])));
        }
        return probabilities;
    }

    private static float[] softmax(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = Math.exp(logits[c] - largest);
            sum += logits[c];
        }
        float[] probabilities = new float[logits.length];
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = (float) (logits[c] / sum);
        }
        return probabilities;
    }

    /** How many trainable parameters it has. */
    public long parameters() {
        return (long) weights.length + biases.length;
    }
}
