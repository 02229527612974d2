package org.tl4j.learner;

/** Compares models. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelDiff {
    /**
     * Compares two models on the same labelled images.
     *
     * @throws org.tl4j.core.error.BundleException if a model cannot be read
     * @throws org.tl4j.core.error.UsageException if one is for several labels per image and the other is not
     * @throws org.tl4j.core.error.DataException if the images cannot be used
     */
    DiffReport diff(DiffRequest request);
}
