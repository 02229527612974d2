package org.tl4j.strategies.descent;

import java.util.Arrays;
import org.tl4j.core.training.Score;

/**
 * How a network did on each validation example.
 *
 * @param right whether the most probable class was the right one
 * @param losses the negative natural logarithm of the probability of the right class
 */
@SuppressWarnings("ArrayRecordComponent") // compared element by element, never as a whole
public record Outcome(boolean[] right, double[] losses) {
    /** No probability counts as smaller, so that one mistake cannot make the mean infinite. */
    private static final double SMALLEST = 1e-15;

    /** Room for {@code examples}. */
    public static Outcome ofSize(int examples) {
        return new Outcome(new boolean[examples], new double[examples]);
    }

    /** Writes down what the network said of one example. */
    public void put(int example, float[] probabilities, int label) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        right[example] = best == label;
        losses[example] = -Math.log(Math.max(SMALLEST, probabilities[label]));
    }

    /** How many examples there were. */
    public int count() {
        return right.length;
    }

    /** The means. */
    public Score score() {
        int hits = 0;
        for (boolean hit : right) {
            hits += hit ? 1 : 0;
        }
        return new Score(
                (double) hits / right.length, Arrays.stream(losses).average().orElse(Double.NaN), right.length, false);
    }
}
