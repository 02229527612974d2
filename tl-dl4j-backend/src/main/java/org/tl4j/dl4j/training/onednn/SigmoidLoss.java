package org.tl4j.dl4j.training.onednn;

import java.nio.FloatBuffer;
import org.tl4j.core.training.Logistic;

/** Binary cross-entropy of the sigmoids of logits, averaged over the labels. */
final class SigmoidLoss implements OutputLoss {
    private final float[] gradients;
    private final double mean;

    /**
     * @param logits [examples or more, labels]
     * @param targets [examples, 2 * labels], the weights of the presence of each label, then of its absence
     */
    SigmoidLoss(FloatBuffer logits, FloatBuffer targets, int examples) {
        int labels = targets.limit() / examples / 2;
        this.gradients = new float[examples * labels];
        double loss = 0;
        for (int i = 0; i < examples; i++) {
            for (int k = 0; k < labels; k++) {
                double logit = logits.get(i * labels + k);
                double present = targets.get(2 * i * labels + k);
                double absent = targets.get((2 * i + 1) * labels + k);
                loss += present * Logistic.softplus(-logit) + absent * Logistic.softplus(logit);
                gradients[i * labels + k] = (float) (((present + absent) * Logistic.sigmoid(logit) - present) / labels);
            }
        }
        this.mean = loss / labels / examples;
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public float[] gradients() {
        return gradients;
    }

    static float[][] probabilities(FloatBuffer logits, int examples, int labels) {
        float[][] all = new float[examples][labels];
        for (int i = 0; i < examples; i++) {
            for (int k = 0; k < labels; k++) {
                all[i][k] = (float) Logistic.sigmoid(logits.get(i * labels + k));
            }
        }
        return all;
    }
}
