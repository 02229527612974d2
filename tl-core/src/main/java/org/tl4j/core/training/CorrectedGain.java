package org.tl4j.core.training;

/**
 * The difference in accuracy of one of several candidates to a reference on the same images; where images have several labels,
 * in mean average precision. The interval is wider the more candidates are compared, so that all intervals together hold with
 * 95 % probability (Bonferroni; Dunn 1961, "Multiple comparisons among means").
 *
 * @param mean the difference, from -1 to 1
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record CorrectedGain(double mean, double low, double high) {
    /** How many candidates may be compared with the reference at most. */
    public static final int MOST_CANDIDATES = 4;

    /** The quantiles of the normal distribution at 1 - 0.025 / candidates, from 1 candidate on. */
    private static final double[] QUANTILES = {
        1.959963984540054, 2.241402727604947, 2.3939797998185104, 2.497705474412374
    };

    private static final double ERROR = 0.05;

    public CorrectedGain {
        if (!(low <= mean && mean <= high)) {
            throw new IllegalArgumentException(
                    "the interval must contain the mean, found " + mean + " in " + low + " to " + high);
        }
    }

    /**
     * A gain as one of several.
     *
     * @param candidates how many are compared with the same reference, from 1 to {@value #MOST_CANDIDATES}
     */
    public static CorrectedGain of(AccuracyGain gain, int candidates) {
        double half = QUANTILES[candidates - 1] * gain.standardError();
        return new CorrectedGain(gain.mean(), gain.mean() - half, gain.mean() + half);
    }

    /**
     * The probability of each interval, from 0.95 to 1.
     *
     * @param candidates how many are compared with the same reference, at least 1
     */
    public static double confidence(int candidates) {
        return 1 - ERROR / candidates;
    }

    /** Whether it is a gain beyond chance: the whole interval is above 0. */
    public boolean clear() {
        return low > 0;
    }
}
