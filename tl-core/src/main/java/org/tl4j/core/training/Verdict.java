package org.tl4j.core.training;

/** The verdict on a network that was tried. */
public enum Verdict {
    /** It is the one that is taken, so far. */
    TAKEN,
    /** Another one is kept. */
    NOT_TAKEN
}
