package org.tl4j.core.training;

/** Fits a new output layer to features. Deterministic: the same input gives the same head. Thread-safe. */
public interface HeadTrainer {
    /**
     * Fits a head for each candidate strength and keeps the one with the lowest validation loss.
     *
     * @param train what it is fitted to, at least two classes present
     * @param validation the data that the strength is chosen by; with no rows, cross-validation on {@code train} chooses
     * @param seed chooses the folds
     * @param listener receives each candidate
     * @throws org.tl4j.core.error.TrainingException if features are not finite
     */
    HeadFit fit(
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            long seed,
            TrainingListener listener);

    /**
     * Fits a head at the strength of {@code chosen} to all available images; the score stays that of {@code chosen}.
     *
     * @param images what it is fitted to, at least two classes present
     * @throws org.tl4j.core.error.TrainingException if features are not finite
     */
    HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings);
}
