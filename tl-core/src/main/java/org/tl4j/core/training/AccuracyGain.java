package org.tl4j.core.training;

/**
 * The difference in accuracy of two networks on the same validation images; where images have several labels, in mean average
 * precision.
 *
 * @param mean the difference, from -1 to 1
 * @param standardError of {@code mean}
 */
public record AccuracyGain(double mean, double standardError) {
    private static final double NORMAL_95 = 1.96;

    /**
     * Whether it is more than noise: above one standard error, the rule of Breiman et al. 1984, "Classification and Regression
     * Trees", for when a larger model is worth its size.
     */
    public boolean clear() {
        return mean > standardError;
    }

    /** Whether it is a loss, by more than noise. */
    public boolean clearLoss() {
        return -mean > standardError;
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
