package org.tl4j.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.Lbfgs;

/**
 * Fits a head to features that lie on executors: the objective of the fit on one machine, its gradient summed over partitions, minimised by
 * L-BFGS on the driver.
 */
final class DistributedFit {
    private static final int DEPTH = 2;

    /** A gradient of 1 GB, which tasks send in one piece. */
    private static final int MOST_PARAMETERS = 1 << 27;

    /**
     * How it is fitted.
     *
     * @param l2 strength, relative to the mean variance of the features
     * @param balanced whether each class counts the same
     * @param maximumIterations of the optimiser
     * @param tolerance the largest component of the gradient at the minimum
     */
    record Settings(double l2, boolean balanced, int maximumIterations, double tolerance) {}

    /**
     * The result.
     *
     * @param head for raw features
     * @param loss penalised mean loss at the minimum
     * @param iterations of the optimiser
     * @param converged whether it reached the minimum
     */
    record Result(LinearHead head, double loss, int iterations, boolean converged) {}

    private DistributedFit() {}

    /**
     * Fits a head.
     *
     * @throws DataException if there are no rows, features of different widths, or fewer than two classes
     */
    static Result fit(JavaRDD<FeatureBlock> blocks, LabelMode mode, Settings settings) {
        JavaRDD<FeatureBlock> cached = blocks.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            HeadStatistics statistics =
                    cached.treeAggregate(new HeadStatistics(mode), HeadStatistics::add, HeadStatistics::merge, DEPTH);
            require(statistics);
            return fit(cached, statistics, settings);
        } finally {
            cached.unpersist(false);
        }
    }

    private static void require(HeadStatistics statistics) {
        if (statistics.rows() == 0) {
            throw new DataException("features", "must be in one row at least", "none", "look at the error column");
        }
        if (statistics.mode() == LabelMode.SINGLE_LABEL && statistics.occurring() < 2) {
            throw new DataException("labels", "must be of two classes at least", "one", "");
        }
        if (statistics.classes() == 0) {
            throw new DataException("labels", "must be one in each row at least", "none", "");
        }
        if ((statistics.inputs() + 1L) * statistics.classes() > MOST_PARAMETERS) {
            throw new DataException(
                    "head",
                    "must have at most " + MOST_PARAMETERS + " parameters",
                    statistics.inputs() + " features for " + statistics.classes() + " labels",
                    "number the labels from 0 without gaps");
        }
    }

    private static Result fit(JavaRDD<FeatureBlock> blocks, HeadStatistics statistics, Settings settings) {
        int classes = statistics.classes();
        int weights = statistics.inputs() * classes;
        HeadProblem problem = HeadProblem.of(statistics, settings.balanced());
        Broadcast<HeadProblem> shared =
                JavaSparkContext.fromSparkContext(blocks.context()).broadcast(problem);
        double penalty = settings.l2() * problem.loss().penaltyFactor();
        try {
            Lbfgs.Minimum minimum = new Lbfgs(settings.maximumIterations(), settings.tolerance())
                    .minimise(
                            (point, gradient) ->
                                    sum(blocks, shared, point).penalised(point, weights, penalty, gradient),
                            new double[weights + classes]);
            return new Result(
                    head(minimum.point(), problem, statistics.mode()),
                    minimum.value(),
                    minimum.iterations(),
                    minimum.converged());
        } finally {
            shared.destroy();
        }
    }

    private static HeadGradient sum(JavaRDD<FeatureBlock> blocks, Broadcast<HeadProblem> problem, double[] point) {
        Broadcast<double[]> parameters =
                JavaSparkContext.fromSparkContext(blocks.context()).broadcast(point);
        try {
            return blocks.treeAggregate(
                    new HeadGradient(),
                    (partial, block) -> partial.add(block, problem.value(), parameters.value()),
                    HeadGradient::merge,
                    DEPTH);
        } finally {
            parameters.destroy();
        }
    }

    /** The head for raw features that is equivalent to the parameters for scaled ones. */
    private static LinearHead head(double[] parameters, HeadProblem problem, LabelMode mode) {
        int inputs = problem.mean().length;
        int classes = problem.classes();
        float[] weights = new float[inputs * classes];
        float[] biases = new float[classes];
        for (int c = 0; c < classes; c++) {
            double bias = parameters[inputs * classes + c];
            for (int f = 0; f < inputs; f++) {
                double weight = parameters[f * classes + c] / problem.scale();
                weights[f * classes + c] = (float) weight;
                bias -= weight * problem.mean()[f];
            }
            biases[c] = (float) bias;
        }
        return new LinearHead(inputs, classes, weights, biases, mode);
    }
}
