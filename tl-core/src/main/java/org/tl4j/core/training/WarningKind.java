package org.tl4j.core.training;

/** What a {@link TrainingWarning} is about, for programs. */
public enum WarningKind {
    /** Nobody named a backbone, so the default for these images was taken. */
    BACKBONE_BY_DEFAULT,
    /** A class has so few training images that the result depends much on which they are. */
    FEW_IMAGES,
    /** Images were left out of validation or test, because an earlier part has the same. */
    DUPLICATES,
    /** The same image has different labels. */
    CONFLICTS,
    /** The network was fitted to the validation images as well, after its score was measured. */
    REFITTED,
    /** The fit of the head ended before it had converged. */
    NOT_CONVERGED
}
