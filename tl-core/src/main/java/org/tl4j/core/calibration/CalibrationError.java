package org.tl4j.core.calibration;

/**
 * The expected calibration error: how far probabilities are from the shares of images that are right, on average over 15 equal
 * bins (Guo et al. 2017, "On Calibration of Modern Neural Networks"). Not thread-safe.
 */
public final class CalibrationError {
    private static final int BINS = 15;

    private final double[] gaps = new double[BINS];
    /** Of the number that is right in a bin, if the probabilities are exact. */
    private final double[] variances = new double[BINS];

    private long statements;

    /** Adds a statement with its probability, from 0 to 1, and whether it is right. */
    void add(double probability, boolean right) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        gaps[bin] += probability - (right ? 1 : 0);
        variances[bin] += probability * (1 - probability);
        statements++;
    }

    /** The error of the statements so far; 0 of none. */
    double value() {
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return statements == 0 ? 0 : sum / statements;
    }

    /**
     * The error to expect of exact probabilities, which by chance are not right exactly as often as they say: the mean absolute
     * deviation of a normal distribution, bin by bin. 0 of no statements.
     */
    double byChance() {
        double sum = 0;
        for (double variance : variances) {
            sum += Math.sqrt(2 / Math.PI * variance);
        }
        return statements == 0 ? 0 : sum / statements;
    }

    /**
     * The error to expect if these probabilities are exact: what a smaller difference of two errors may be due to.
     *
     * @param probabilities of each statement, from 0 to 1
     * @return from 0 to 1
     */
    public static double byChance(double[] probabilities) {
        CalibrationError error = new CalibrationError();
        for (double probability : probabilities) {
            error.add(probability, true);
        }
        return error.byChance();
    }

    /**
     * The error of statements.
     *
     * @param probabilities of each statement, from 0 to 1
     * @param right whether each statement is right
     * @return from 0 to 1
     */
    public static double of(double[] probabilities, boolean[] right) {
        CalibrationError error = new CalibrationError();
        for (int i = 0; i < probabilities.length; i++) {
            error.add(probabilities[i], right[i]);
        }
        return error.value();
    }
}
