package org.tl4j.core.evaluation;

/**
 * A 95 % confidence interval of a share, or of the difference of two.
 *
 * @param low from 0, of a difference from -1
 * @param high to 1, at least {@code low}
 */
public record Interval(double low, double high) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Checks the order. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval must end at or above its start, found " + low + " to " + high);
        }
    }

    /** Wilson's score interval (Wilson 1927) for {@code successes} of {@code trials}, at least 1. */
    public static Interval wilson(long successes, long trials) {
        double share = (double) successes / trials;
        double z2 = Z * Z / trials;
        double centre = (share + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2);
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
