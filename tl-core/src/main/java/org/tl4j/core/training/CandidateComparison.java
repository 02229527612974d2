package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A candidate compared with one that trained a smaller part; both are clearly better than the frozen network.
 *
 * @param smaller how the other one was trained
 * @param gain of the candidate over it
 * @param reason {@link DecisionReason#CLEAR_GAIN} and {@link DecisionReason#SAW_AUGMENTED_IMAGES} speak for the candidate,
 *     {@link DecisionReason#CLEAR_LOSS} and {@link DecisionReason#LESS_TRAINING} for the other one
 */
public record CandidateComparison(String smaller, AccuracyGain gain, DecisionReason reason) {
    private static final Set<DecisionReason> FOR_THE_CANDIDATE =
            Set.of(DecisionReason.CLEAR_GAIN, DecisionReason.SAW_AUGMENTED_IMAGES);
    private static final Set<DecisionReason> FOR_THE_OTHER =
            Set.of(DecisionReason.CLEAR_LOSS, DecisionReason.LESS_TRAINING);

    public CandidateComparison {
        requireNonNull(smaller, "smaller is null");
        requireNonNull(gain, "gain is null");
        if (!FOR_THE_CANDIDATE.contains(reason) && !FOR_THE_OTHER.contains(reason)) {
            throw new IllegalArgumentException("reason must compare two candidates, found " + reason);
        }
    }

    /** The verdict on the candidate; if it is not taken, the other one is. */
    public Verdict verdict() {
        return FOR_THE_CANDIDATE.contains(reason) ? Verdict.TAKEN : Verdict.NOT_TAKEN;
    }
}
