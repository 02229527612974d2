package org.tl4j.strategies.training;

import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;

/**
 * Losses at rising learning rates, compared with their noise. Training begins with a fitted head, so the loss is flat
 * at first; it may fall when the rate is large enough to have an effect, and it rises when the rate is too large.
 */
final class LossCurve {
    /** Means are taken over this many steps before and after. */
    private static final int REACH = 3;

    /** Differences above this many standard errors of such a mean are not noise, even for the lowest of a hundred means. */
    private static final double CLEAR = 4;

    /** The share of steps at the beginning whose rates are too small to have an effect. */
    private static final int QUIET = 3;

    private final List<LearningRateTried> steps;
    private final double[] means;
    private final double noise;

    LossCurve(List<LearningRateTried> steps) {
        this.steps = steps;
        this.means = new double[steps.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = steps.subList(Math.max(0, i - REACH), Math.min(means.length, i + REACH + 1)).stream()
                    .mapToDouble(LearningRateTried::loss)
                    .average()
                    .orElseThrow();
        }
        this.noise = CLEAR * deviation() / Math.sqrt(2 * REACH + 1);
    }

    /** The standard deviation of single losses, from neighbours in the flat part, so that a trend has no influence. */
    private double deviation() {
        int quiet = Math.max(2, steps.size() / QUIET);
        double sum = 0;
        int pairs = Math.min(quiet, steps.size() - 1);
        for (int i = 0; i < pairs; i++) {
            double change = steps.get(i + 1).loss() - steps.get(i).loss();
            sum += change * change;
        }
        return pairs == 0 ? 0 : Math.sqrt(sum / pairs / 2);
    }

    /**
     * The rate from which on the loss stays above its lowest mean; empty where it never fell clearly below its start, or never
     * rose.
     */
    OptionalDouble rise() {
        double start = 0;
        int quiet = Math.max(1, steps.size() / QUIET);
        for (int i = 0; i < quiet; i++) {
            start += steps.get(i).loss() / quiet;
        }
        int lowest = 0;
        for (int i = 1; i < means.length; i++) {
            lowest = means[i] < means[lowest] ? i : lowest;
        }
        int rise = means.length;
        while (rise > lowest + 1 && means[rise - 1] > means[lowest] + noise) {
            rise--;
        }
        return means[lowest] < start - noise && rise < means.length
                ? OptionalDouble.of(steps.get(rise).learningRate())
                : OptionalDouble.empty();
    }
}
