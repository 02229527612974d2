package org.tl4j.core.dataset;

/** What is known of one label of one image. */
public enum LabelState {
    /** The image does not have the label. */
    ABSENT,

    /** The image has the label. */
    PRESENT,

    /** Nobody has said; the image counts neither for nor against the label. */
    UNKNOWN
}
