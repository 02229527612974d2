package org.tl4j.core.backbone;

/** What becomes of the height and width of a boundary's output. */
public enum Pooling {
    /** Averaged over all positions: a feature a channel. */
    AVERAGE,
    /** Kept: a feature a channel and position, [channels, height, width]. */
    NONE
}
