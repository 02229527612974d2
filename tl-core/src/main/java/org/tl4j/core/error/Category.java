package org.tl4j.core.error;

/** Who can fix a failure; a caller may choose an exit code or an HTTP status by it. */
public enum Category {
    /** An option, a setting or an argument is wrong. */
    USAGE,
    /** The images, or the way in which they are laid out, are wrong. */
    DATA,
    /** Pretrained weights are missing, damaged or do not fit the network. */
    WEIGHTS,
    /** A model bundle is damaged, hostile or of an unknown version. */
    BUNDLE,
    /** Training could not reach a usable result. */
    TRAINING,
    /** The work was interrupted; the message says where its state is kept. */
    INTERRUPTED,
    /** The machine is the cause: disk, memory, permissions, native libraries. */
    ENVIRONMENT
}
