package org.tl4j.core.training;

import org.tl4j.core.network.TrainedNetwork;

/** Trains whole networks that start from random weights: for pretraining, and for comparison. Thread-safe. */
public interface NetworkTrainer {
    /**
     * Builds a network of fresh weights and trains it.
     *
     * @param architecture of the catalogue, {@code resnet20}
     * @param classes how many outputs it gets
     * @param images what to learn from
     * @param seed of weights, order and augmentation
     * @throws org.tl4j.core.error.TrainingException if the loss is not a number any more
     */
    TrainedNetwork train(
            String architecture,
            int classes,
            TrainingImages images,
            GradientSettings settings,
            long seed,
            TrainingListener listener);
}
