package org.tl4j.core.training;

import java.util.Optional;
import org.tl4j.core.backbone.BackboneSelection;

/** Something that happened in training. */
public sealed interface TrainingEvent {
    /**
     * A backbone was selected, by the request or by default. Reported before its weights are fetched, if they are not
     * on this machine.
     *
     * @param selection the backbone, and where its weights come from
     */
    record BackboneSelected(BackboneSelection selection) implements TrainingEvent {}

    /**
     * A warning about this run; the report of the run has it as well.
     *
     * @param warning the warning
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
     * A piece of gradient training starts or is resumed.
     *
     * @param piece what is trained, {@code fine-tuning from layer3}
     * @param epoch the next one, from 1
     * @param epochs how many there will be at most
     */
    record TrainingStarted(String piece, int epoch, int epochs) implements TrainingEvent {}

    /**
     * An epoch of gradient training ended. Reported again if the run was killed before its checkpoint and resumed.
     *
     * @param piece what is trained
     * @param epoch from 1
     * @param epochs how many there will be at most
     * @param loss mean over the (augmented) training images during the epoch
     * @param validation how good the network is now; empty where there are no validation images
     * @param learningRate of the head at the end of the epoch
     * @param imagesPerSecond trained in this epoch by this process; empty if it only measured
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
    record LearningRateTried(double learningRate, double loss, double smoothed) implements TrainingEvent {}

    /**
     * A choice was made.
     *
     * @param decision the choice, and its reason
     */
    record Decided(Decision decision) implements TrainingEvent {}
}
