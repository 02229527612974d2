package org.tl4j.core.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements with about the same probability, and how many of them are right: a bar of a reliability diagram (DeGroot and
 * Fienberg 1983, "The comparison and evaluation of forecasters").
 *
 * @param low the lowest probability of the bin
 * @param high the probability at which the next bin begins; 1 belongs to the last bin
 * @param statements how many there are, at least 1
 * @param confidence their mean probability
 * @param right the share of them that is right
 */
public record ReliabilityBin(double low, double high, int statements, double confidence, double right) {
    public ReliabilityBin {
        if (statements < 1) {
            throw new IllegalArgumentException("a bin must have at least 1 statement, found " + statements);
        }
    }

    /** The 95 % Wilson interval of {@link #right}. */
    public Interval interval() {
        return Interval.wilson(Math.round(right * statements), statements);
    }

    /**
     * The bins that have statements, of bins of equal width from 0 to 1.
     *
     * @param probabilities of each statement, from 0 to 1
     * @param right whether each statement is right
     * @param bins how many bins there are, at least 1
     */
    public static List<ReliabilityBin> of(double[] probabilities, boolean[] right, int bins) {
        int[] counts = new int[bins];
        int[] hits = new int[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.min(bins - 1, (int) (probabilities[i] * bins));
            counts[bin]++;
            hits[bin] += right[i] ? 1 : 0;
            sums[bin] += probabilities[i];
        }
        List<ReliabilityBin> filled = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            if (counts[bin] > 0) {
                filled.add(new ReliabilityBin(
                        (double) bin / bins,
                        (double) (bin + 1) / bins,
                        counts[bin],
                        sums[bin] / counts[bin],
                        (double) hits[bin] / counts[bin]));
            }
        }
        return filled;
    }
}
