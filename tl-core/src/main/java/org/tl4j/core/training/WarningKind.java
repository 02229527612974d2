package org.tl4j.core.training;

/** What a {@link TrainingWarning} is about, for programs. */
public enum WarningKind {
    /** No backbone was named, so the default for these images was used. */
    BACKBONE_BY_DEFAULT,
    /** A class has so few training images that the result depends strongly on the choice of them. */
    FEW_IMAGES,
    /** The folders, entries or columns of the data set are ambiguous. */
    LAYOUT,
    /** Images were left out, because each is an exact copy of another, which counts once. */
    DUPLICATES,
    /** The same image has different labels. */
    CONFLICTS,
    /** Labels of images with several labels that too few, or too many, images have, with their counts per subset. */
    LABEL_COUNTS,
    /** The network was fitted to the validation images as well, after its score was measured. */
    REFITTED,
    /**
     * What was asked of the calibration cannot be reached with the held-out images, it is from before a refit, or it makes the
     * probabilities of an evaluation worse.
     */
    CALIBRATION,
    /** The fit of the head ended before it had converged. */
    NOT_CONVERGED
}
