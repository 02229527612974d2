package org.tl4j.learner;

/** Compares networks and strategies on the user's own images. {@link TransferLearner} does; a test may do something else. */
public interface StrategyComparison {
    /**
     * Trains with every network, strategy, number of images and seed of a request, and measures each result on the same
     * images. No model is kept. Runs that the store of the request has are not repeated.
     *
     * @throws org.tl4j.core.error.DataException if the images do not allow it: too few of a class, or several labels per image
     * @throws org.tl4j.core.error.UsageException if the store has runs of other images, networks or settings
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted; the runs that have ended are kept
     * @throws org.tl4j.core.error.Tl4jException if the weights do not allow it
     */
    ComparisonReport compare(ComparisonRequest request);
}
