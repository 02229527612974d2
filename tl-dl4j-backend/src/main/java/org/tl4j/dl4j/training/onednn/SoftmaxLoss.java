package org.tl4j.dl4j.training.onednn;

import java.nio.FloatBuffer;

/** Cross-entropy of the softmax of logits. */
final class SoftmaxLoss implements OutputLoss {
    /** Smaller probabilities are clipped to this value in the loss, as in the loss that Deeplearning4j computes. */
    private static final double SMALLEST = 1e-30;

    private final float[] gradients;
    private final double mean;

    /**
     * @param logits [examples or more, classes]
     * @param targets [examples, classes], the weight of each class in the loss of an example
     */
    SoftmaxLoss(FloatBuffer logits, FloatBuffer targets, int examples) {
        int classes = targets.limit() / examples;
        this.gradients = new float[examples * classes];
        double loss = 0;
        for (int i = 0; i < examples; i++) {
            double[] probabilities = softmax(logits, i * classes, classes);
            double all = 0;
            for (int k = 0; k < classes; k++) {
                double target = targets.get(i * classes + k);
                all += target;
                // NaN stays NaN
                loss -= target == 0 ? 0 * probabilities[k] : target * Math.log(Math.max(probabilities[k], SMALLEST));
            }
            for (int k = 0; k < classes; k++) {
                gradients[i * classes + k] = (float) (probabilities[k] * all - targets.get(i * classes + k));
            }
        }
        this.mean = loss / examples;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    static float[][] probabilities(FloatBuffer logits, int examples, int classes) {
        float[][] all = new float[examples][classes];
        for (int i = 0; i < examples; i++) {
            double[] probabilities = softmax(logits, i * classes, classes);
            for (int k = 0; k < classes; k++) {
                all[i][k] = (float) probabilities[k];
            }
        }
        return all;
    }

    private static double[] softmax(FloatBuffer logits, int begin, int classes) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = Math.max(largest, logits.get(begin + k));
        }
        double[] probabilities = new double[classes];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            probabilities[k] = Math.exp(logits.get(begin + k) - largest);
            sum += probabilities[k];
        }
        for (int k = 0; k < classes; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }
}
