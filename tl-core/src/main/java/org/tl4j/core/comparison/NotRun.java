package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

/**
 * A training of the plan that has no result.
 *
 * @param cell what was planned
 * @param reason why
 */
public record NotRun(ComparisonCell cell, Reason reason) {
    public NotRun {
        requireNonNull(cell, "cell is null");
        requireNonNull(reason, "reason is null");
    }

    /** Why there is no result. */
    public enum Reason {
        /** The time budget did not reach so far. */
        NO_TIME,
        /** The engine of the network only runs it. */
        NOT_TRAINABLE,
        /** Its loss was not finite, or exploded. */
        DIVERGED,
        /** Too few of its images can be used: a class has none that can be decoded. */
        UNUSABLE_IMAGES
    }
}
