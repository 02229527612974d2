package org.tl4j.core.training;

import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;

/** Something that happened in training. */
public sealed interface TrainingEvent {
    /**
     * A backbone was selected, by the request or by default. Comes before its weights are fetched, where they must be.
     *
     * @param selection which one, and where its weights come from
     */
    record BackboneSelected(BackboneSelection selection) implements TrainingEvent {}

    /**
     * Something should be known of this run; the report of the run has it as well.
     *
     * @param warning what
     */
    record Warned(TrainingWarning warning) implements TrainingEvent {}

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
     * A piece of gradient training starts, or goes on where it was interrupted.
     *
     * @param piece what is trained, {@code fine-tuning from layer3}
     * @param epoch the one that comes now, from 1
     * @param epochs how many there will be at most
     */
    record DescentStarted(String piece, int epoch, int epochs) implements TrainingEvent {}

    /**
     * An epoch of gradient training ended. Told again where a run goes on that was killed before its checkpoint.
     *
     * @param piece what is trained
     * @param epoch from 1
     * @param epochs how many there will be at most
     * @param loss mean over the (augmented) training images as they went by
     * @param validation how good the network is now; empty where there are no validation images
     * @param learningRate of the head at the end of the epoch
     * @param imagesPerSecond trained in this epoch by this process; empty where it only measured
     */
    record EpochEnded(
            String piece,
            int epoch,
            int epochs,
            double loss,
            Optional<Score> validation,
            double learningRate,
            Optional<Double> imagesPerSecond)
            implements TrainingEvent {}

    /**
     * A step of a learning rate range test.
     *
     * @param learningRate that of the settings, tried in this step
     * @param loss of the batch before the step
     * @param smoothed a running mean of the losses so far
     */
    record RateTried(double learningRate, double loss, double smoothed) implements TrainingEvent {}

    /**
     * A choice was made.
     *
     * @param decision which, and why
     */
    record Decided(Decision decision) implements TrainingEvent {}
}
