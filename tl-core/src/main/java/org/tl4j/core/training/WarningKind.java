package org.tl4j.core.training;

/** What a {@link TrainingWarning} is about, for programs. */
public enum WarningKind {
    /** Nobody named a backbone, so the default for these images was taken. */
    BACKBONE_BY_DEFAULT,
    /** A class has so few training images that the result depends much on which they are. */
    FEW_IMAGES,
    /** The folders, entries or columns of the data set may be understood in another way. */
    LAYOUT,
    /** Images were left out, because each is an exact copy of another, which counts once. */
    DUPLICATES,
    /** The same image has different labels. */
    CONFLICTS,
    /** The network was fitted to the validation images as well, after its score was measured. */
    REFITTED,
    /** The fit of the head ended before it had converged. */
    NOT_CONVERGED
}
