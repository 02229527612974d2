package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.network.LinearHead;

/**
 * A fitted head.
 *
 * @param head the new layer
 * @param l2Strength the strength that was chosen, in the unit of {@link HeadSettings#l2Strengths()}
 * @param score how well it does on validation data
 * @param heldOut what was predicted at that strength for the data that the score is measured on, in its order; empty where the
 *     trainer does not keep it
 * @param iterations iterations of the last fit
 * @param converged whether that fit reached the tolerance; false where the limit on iterations ended it
 */
public record HeadFit(
        LinearHead head,
        double l2Strength,
        Score score,
        Optional<HeldOutPredictions> heldOut,
        int iterations,
        boolean converged) {
    public HeadFit {
        requireNonNull(heldOut, "heldOut is null");
    }

    /** A fit whose trainer does not keep what was predicted. */
    public HeadFit(LinearHead head, double l2Strength, Score score, int iterations, boolean converged) {
        this(head, l2Strength, score, Optional.empty(), iterations, converged);
    }
}
