package org.tl4j.core.training;

/** Why a strategy decided as it did, for programs. */
public enum DecisionReason {
    /** The frozen network was measured, which everything else is compared with. */
    FROZEN_NETWORK_SCORED,
    /** A class has few training images, and the head that got more of them right by leave-one-out is taken. */
    HEADS_COMPARED,
    /** Each class has one training image, so that heads cannot be measured on them, and the default is taken. */
    ONE_IMAGE_PER_CLASS,
    /** No other boundary was better than the default one beyond chance. */
    DEFAULT_BOUNDARY,
    /** Features of another boundary were better beyond chance, by cross-validation on training images. */
    BETTER_BOUNDARY,
    /** There are no validation images to compare by. */
    NO_VALIDATION_IMAGES,
    /** The frozen network gets so many of the validation images right that even all would be no clear gain. */
    NO_ROOM_FOR_GAIN,
    /** The engine that runs the backbone cannot train its weights. */
    NOT_TRAINABLE,
    /**
     * The learning rate of the head is lower than the settings say, since a step would otherwise destroy the fitted
     * head.
     */
    HEAD_RATE_LIMITED,
    /** The time that is left does not allow the fewest epochs that are worth it. */
    NO_TIME,
    /** The loss or the parameters did not stay finite. */
    TRAINING_FAILED,
    /** More of the validation images are right, by more than noise. */
    CLEAR_GAIN,
    /** The difference of the accuracies is no more than noise. */
    WITHIN_NOISE,
    /** Fewer of the validation images are right, by more than noise. */
    CLEAR_LOSS,
    /** As many are right, and the calibrated log loss is lower by more than noise. */
    LOWER_LOG_LOSS,
    /** As many are right, and the calibrated log loss is not lower by more than noise. */
    SAME_LOG_LOSS,
    /** No more than noise, and this one saw augmented images for all of its epochs. */
    SAW_AUGMENTED_IMAGES,
    /** No more than noise, and the other one needed less training. */
    LESS_TRAINING,
    /** The measured network was trained once more on all images, validation images included. */
    REFITTED,
    /** Training once more on all images failed, and the measured network is kept. */
    REFIT_FAILED
}
