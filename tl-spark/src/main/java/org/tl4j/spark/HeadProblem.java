package org.tl4j.spark;

import java.io.Serializable;

/** What does not change during a fit, as executors have it. No record, which the Kryo of Spark cannot serialise. Immutable. */
final class HeadProblem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HeadLoss loss;
    private final double[] mean;
    private final double scale;
    private final int classes;

    private HeadProblem(HeadLoss loss, double[] mean, double scale, int classes) {
        this.loss = loss;
        this.mean = mean;
        this.scale = scale;
        this.classes = classes;
    }

    /** For the rows that were counted. */
    static HeadProblem of(HeadStatistics statistics, boolean balanced) {
        return new HeadProblem(
                HeadLoss.of(statistics, balanced), statistics.mean(), statistics.scale(), statistics.classes());
    }

    /** Of a row. */
    HeadLoss loss() {
        return loss;
    }

    /** Of each feature, which is subtracted; not copied. */
    double[] mean() {
        return mean;
    }

    /** By which all features are divided then. */
    double scale() {
        return scale;
    }

    /** How many logits. */
    int classes() {
        return classes;
    }
}
