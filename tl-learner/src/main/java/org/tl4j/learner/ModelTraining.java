package org.tl4j.learner;

/** Adapts a pretrained network to the classes of images. {@link TransferLearner} does; a test may do something else. */
public interface ModelTraining {
    /**
     * Trains on labelled images and writes a bundle.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it; no bundle is
     *     written then, and an old one stays as it was
     */
    TrainingReport train(TrainingRequest request);

    /**
     * Tries learning rates for fine-tuning in one short run, and writes nothing.
     *
     * @param request its strategy must be fine-tuning, or auto, whose fine-tuning is meant; its bundle is not used
     * @throws org.tl4j.core.error.Tl4jException if the images, the weights or the settings do not allow it
     */
    RangeReport findLearningRate(TrainingRequest request);
}
