package org.tl4j.strategies.tuning;

import org.tl4j.strategies.training.ValidationPredictions;

/**
 * How much more of the same validation images one network gets right than another.
 *
 * @param mean the difference of the accuracies, from -1 to 1
 * @param standardError of {@code mean}, from the images on which the two differ: what both get right, or wrong, tells
 *     nothing (McNemar 1947). One such image more is counted, so that a single image never passes for certainty
 */
public record PairedComparison(double mean, double standardError) {
    private static final double NORMAL_95 = 1.96;

    /** That of {@code after} over {@code before}. */
    public static PairedComparison between(ValidationPredictions before, ValidationPredictions after) {
        int won = 0;
        int lost = 0;
        for (int i = 0; i < before.count(); i++) {
            won += after.right()[i] && !before.right()[i] ? 1 : 0;
            lost += before.right()[i] && !after.right()[i] ? 1 : 0;
        }
        double n = before.count();
        double mean = (won - lost) / n;
        return new PairedComparison(mean, Math.sqrt(Math.max(0, (won + lost + 1) / n - mean * mean) / n));
    }

    /**
     * Whether it is more than noise: above one standard error, the rule of Breiman et al. 1984, "Classification and Regression
     * Trees", for when a larger model is worth its size.
     */
    public boolean clear() {
        return mean > standardError;
    }

    /** The lower end of the 95 % interval. */
    public double low() {
        return mean - NORMAL_95 * standardError;
    }

    /** The upper end of the 95 % interval. */
    public double high() {
        return mean + NORMAL_95 * standardError;
    }
}
