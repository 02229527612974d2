package org.tl4j.core.calibration;

/**
 * The expected calibration error: how far probabilities are from the shares of images that are right, on average over 15 equal
 * bins (Guo et al. 2017, "On Calibration of Modern Neural Networks"). Not thread-safe.
 */
public final class CalibrationError {
    private static final int BINS = 15;

    private final double[] gaps = new double[BINS];
    private long statements;

    /** Adds a statement with its probability, from 0 to 1, and whether it is right. */
    void add(double probability, boolean right) {
        gaps[Math.min(BINS - 1, (int) (probability * BINS))] += probability - (right ? 1 : 0);
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
