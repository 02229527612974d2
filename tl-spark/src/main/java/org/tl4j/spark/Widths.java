package org.tl4j.spark;

import org.tl4j.core.error.DataException;

/** Checks that all rows have features, and labels, of one width. */
final class Widths {
    private Widths() {}

    /**
     * Checks the numbers of labels of two rows.
     *
     * @throws DataException if they differ
     */
    static void requireEqualLabels(int labels, int other) {
        if (labels != other) {
            throw new DataException("labels", "must be as many in all rows", labels + " and " + other, "");
        }
    }

    /**
     * Checks two widths of features.
     *
     * @throws DataException if they differ
     */
    static void requireEqualFeatures(int width, int other) {
        if (width != other) {
            throw new DataException(
                    "features",
                    "must be of one width in all rows",
                    width + " and " + other,
                    "use one featurizer for all");
        }
    }
}
