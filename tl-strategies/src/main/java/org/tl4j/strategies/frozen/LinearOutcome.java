package org.tl4j.strategies.frozen;

import java.nio.FloatBuffer;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.strategies.training.ValidationPredictions;

/** What a head says of features, without a network around it. */
final class LinearOutcome {
    private LinearOutcome() {}

    static ValidationPredictions of(LinearHead head, LabelledFeatures examples) {
        ValidationPredictions outcome = ValidationPredictions.ofSize(examples.labels().length);
        for (int i = 0; i < examples.labels().length; i++) {
            outcome.put(i, probabilities(head, examples.features().row(i)), examples.labels()[i]);
        }
        return outcome;
    }

    private static float[] probabilities(LinearHead head, FloatBuffer features) {
        double[] logits = new double[head.classes()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            logits[c] = head.biases()[c];
            for (int f = 0; f < head.inputs(); f++) {
                logits[c] += (double) head.weights()[f * head.classes() + c] * features.get(f);
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
}
