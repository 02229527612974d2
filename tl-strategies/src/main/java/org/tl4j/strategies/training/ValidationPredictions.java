package org.tl4j.strategies.training;

import java.util.Arrays;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.training.Score;

/**
 * The predictions of a network for the validation examples.
 *
 * @param right whether the most probable class was the right one
 * @param losses the negative natural logarithm of the probability of the right class
 * @param probabilities one row per example, one value per class
 * @param labels the right class of each
 */
@SuppressWarnings("ArrayRecordComponent") // compared element by element, never as a whole
public record ValidationPredictions(boolean[] right, double[] losses, float[][] probabilities, int[] labels) {
    /** Lower limit of a probability, so that one mistake cannot make the mean infinite. */
    private static final double SMALLEST = 1e-15;

    /** Room for {@code examples}. */
    public static ValidationPredictions ofSize(int examples) {
        return new ValidationPredictions(
                new boolean[examples], new double[examples], new float[examples][], new int[examples]);
    }

    /** Stores the prediction for one example; keeps the array. */
    public void put(int example, float[] said, int label) {
        int best = 0;
        for (int c = 1; c < said.length; c++) {
            if (said[c] > said[best]) {
                best = c;
            }
        }
        right[example] = best == label;
        losses[example] = -Math.log(Math.max(SMALLEST, said[label]));
        probabilities[example] = said;
        labels[example] = label;
    }

    /**
     * The losses at the temperature that suits this network best, fitted to the same examples, so that networks of
     * different sharpness can be compared.
     */
    public double[] calibratedLosses() {
        TemperatureScaling scaling = TemperatureScaling.fit(probabilities, labels);
        double[] calibrated = new double[labels.length];
        Arrays.setAll(calibrated, i -> scaling.loss(probabilities[i], labels[i]));
        return calibrated;
    }

    /** How many examples there were. */
    public int count() {
        return right.length;
    }

    /** The mean results. */
    public Score score() {
        int hits = 0;
        for (boolean hit : right) {
            hits += hit ? 1 : 0;
        }
        return new Score(
                (double) hits / right.length, Arrays.stream(losses).average().orElse(Double.NaN), right.length, false);
    }
}
