package org.tl4j.spark;

import org.tl4j.core.error.DataException;

/** Checks that all rows have features of one width. */
final class Widths {
    private Widths() {}

    /**
     * Checks two widths.
     *
     * @throws DataException if they differ
     */
    static void requireEqual(int width, int other) {
        if (width != other) {
            throw new DataException(
                    "features",
                    "must be of one width in all rows",
                    width + " and " + other,
                    "use one featurizer for all");
        }
    }
}
