package org.tl4j.learner;

/** Trains models further. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface ModelGrowth {
    /**
     * Trains a model again with more images, or with other labels. Old images are taken from the features that are stored, by
     * their digests; those that are not are read from where they were. Each image keeps its role.
     *
     * @return how the new model compares with the old one
     * @throws org.tl4j.core.error.BundleException if the model cannot be read, or has no record of its images
     * @throws org.tl4j.core.error.DataException if old images are gone and that is not allowed, or the images do not allow
     *     training
     * @throws org.tl4j.core.error.UsageException if a label does not exist, or the output is the old model
     */
    GrowthReport grow(GrowthRequest request);
}
