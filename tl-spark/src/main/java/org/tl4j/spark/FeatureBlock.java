package org.tl4j.spark;

import java.io.Serializable;

/**
 * Features and targets of some rows, as executors keep them.
 *
 * @param features [rows, inputs] row-major
 * @param targets of single labels the class of each row; of several [rows, labels] row-major: 1 present, 0 absent, NaN unknown
 * @param rows how many
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record FeatureBlock(float[] features, double[] targets, int rows) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The width of the features. */
    int inputs() {
        return features.length / rows;
    }

    /** The targets of each row. */
    int targetsPerRow() {
        return targets.length / rows;
    }
}
