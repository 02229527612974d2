package org.tl4j.core.training;

/** Something that happened in training. */
public sealed interface TrainingEvent {
    /**
     * A candidate strength was tried.
     *
     * @param l2Strength the candidate
     * @param score what it reached on validation data
     */
    record CandidateScored(double l2Strength, Score score) implements TrainingEvent {}

    /**
     * Features are ready.
     *
     * @param computed how many images went through the backbone now
     * @param reused how many came from the feature store
     */
    record FeaturesReady(int computed, int reused) implements TrainingEvent {}

    /**
     * An epoch of gradient training ended.
     *
     * @param epoch from 1
     * @param epochs how many there will be
     * @param loss mean over the (augmented) training images as they went by
     * @param learningRate at the end of the epoch
     * @param imagesPerSecond trained in this epoch
     */
    record EpochEnded(int epoch, int epochs, double loss, double learningRate, double imagesPerSecond)
            implements TrainingEvent {}
}
