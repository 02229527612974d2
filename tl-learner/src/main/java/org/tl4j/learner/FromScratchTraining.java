package org.tl4j.learner;

/** Trains networks from fresh weights. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface FromScratchTraining {
    /**
     * Trains a network from fresh weights, for pretraining or for comparison.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the settings do not allow it
     */
    ScratchReport trainFromScratch(ScratchRequest request);
}
