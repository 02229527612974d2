package org.tl4j.core.network;

import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.BundleException;

/** The class probabilities that a network of a bundle gives for an image: what engines check of them, and their largest. */
public final class ProbabilityRow {
    /** The tolerance of a sum of probabilities in single precision over thousands of classes. */
    private static final double SUM_TOLERANCE = 1e-2;

    private static final String SUBJECT = "probabilities of the network";
    private static final String REMEDY = "train it again";

    private ProbabilityRow() {}

    /**
     * Checks that values are probabilities: the outputs of a network with another last activation are not.
     *
     * @param row one value per class, of one image
     * @param mode whether they are probabilities of classes, or of each label
     * @throws BundleException if a value is not finite or below 0; or if, of classes, they do not sum to 1 within 0.01, or, of
     *     labels, one is above 1
     */
    public static void require(float[] row, LabelMode mode) {
        FiniteValues.require(row, SUBJECT, REMEDY, BundleException::new);
        if (mode == LabelMode.MULTI_LABEL) {
            requireShares(row);
            return;
        }
        double sum = 0;
        for (float value : row) {
            sum += value < 0 ? Double.NaN : value;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new BundleException(SUBJECT, "must be from 0 and sum to 1", "a sum of " + sum, REMEDY);
        }
    }

    /** The index of the largest value; of equal ones the first. */
    public static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private static void requireShares(float[] row) {
        for (float value : row) {
            if (value < 0 || value > 1) {
                throw new BundleException(SUBJECT, "must be from 0 to 1", "" + value, REMEDY);
            }
        }
    }
}
