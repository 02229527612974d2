package org.tl4j.dl4j.backbone;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.tl4j.core.network.LinearHead;

/** A head of three classes with random weights, and its output by the formula in double precision. */
final class SmallHead {
    static final int CLASSES = 3;

    private SmallHead() {}

    static LinearHead of(int inputs) {
        Random random = new Random(2);
        float[] weights = new float[inputs * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / 8;
        }
        return new LinearHead(inputs, CLASSES, weights, new float[] {0.1f, -0.2f, 0.3f});
    }

    /** The softmax of the logits of one image. */
    static float[] probabilities(LinearHead head, FloatBuffer features) {
        double[] exponentials = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double logit = head.biases()[c];
            for (int f = 0; f < head.inputs(); f++) {
                logit += head.weights()[f * CLASSES + c] * features.get(f);
            }
            exponentials[c] = Math.exp(logit);
        }
        double sum = Arrays.stream(exponentials).sum();
        float[] probabilities = new float[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            probabilities[c] = (float) (exponentials[c] / sum);
        }
        return probabilities;
    }
}
