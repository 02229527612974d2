package org.tl4j.spark;

import java.io.Serializable;

/** Features and targets of some rows, as executors keep them. No record, which the Kryo of Spark cannot serialise. */
final class FeatureBlock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] features;
    private final double[] targets;
    private final int rows;

    /**
     * @param features [rows, inputs] row-major
     * @param targets of single labels the class of each row; of several [rows, labels] row-major: 1 present, 0 absent, NaN unknown
     * @param rows how many, at least 1
     */
    FeatureBlock(float[] features, double[] targets, int rows) {
        this.features = features;
        this.targets = targets;
        this.rows = rows;
    }

    /** [rows, inputs] row-major; not copied. */
    float[] features() {
        return features;
    }

    /** The class of each row, or [rows, labels] row-major; not copied. */
    double[] targets() {
        return targets;
    }

    /** How many rows. */
    int rows() {
        return rows;
    }

    /** The width of the features. */
    int inputs() {
        return features.length / rows;
    }

    /** The targets of each row. */
    int targetsPerRow() {
        return targets.length / rows;
    }
}
