package org.tl4j.core.network;

import java.nio.FloatBuffer;

/**
 * A fully connected softmax layer: {@code logits[c] = biases[c] + sum over f of weights[f * classes + c] * feature[f]}.
 * The arrays are not copied; the creator of a head must not change them afterwards.
 *
 * @param inputs the width of the features
 * @param classes how many outputs
 * @param weights row-major of shape [inputs, classes]
 * @param biases one per output
 */
@SuppressWarnings("ArrayRecordComponent") // millions of values; never compared
public record LinearHead(int inputs, int classes, float[] weights, float[] biases) {
    public LinearHead {
        if (weights.length != Math.multiplyExact(inputs, classes) || biases.length != classes) {
            throw new IllegalArgumentException(
                    "a head from %d inputs to %d classes must have as many parameters, found %d and %d"
                            .formatted(inputs, classes, weights.length, biases.length));
        }
    }

    /**
     * The softmax of the logits.
     *
     * @param features as many as {@code inputs}, from position 0
     * @return one probability per class
     */
    public float[] probabilities(FloatBuffer features) {
        double[] logits = new double[classes];
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = biases[c];
            for (int f = 0; f < inputs; f++) {
                logits[c] += (double) weights[f * classes + c] * features.get(f);
            }
            largest = Math.max(largest, logits[c]);
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
