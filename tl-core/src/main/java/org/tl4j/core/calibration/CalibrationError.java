package org.tl4j.core.calibration;

/**
 * The expected calibration error: how far probabilities are from the shares of images that are right, on average over 15 equal
 * bins (Guo et al. 2017, "On Calibration of Modern Neural Networks").
 */
public final class CalibrationError {
    private static final int BINS = 15;

    private CalibrationError() {}

    /**
     * The error of statements.
     *
     * @param probabilities of each statement, from 0 to 1
     * @param right whether each statement is right
     * @return from 0 to 1
     */
    public static double of(double[] probabilities, boolean[] right) {
        double[] gaps = new double[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            gaps[Math.min(BINS - 1, (int) (probabilities[i] * BINS))] += probabilities[i] - (right[i] ? 1 : 0);
        }
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return probabilities.length == 0 ? 0 : sum / probabilities.length;
    }
}
