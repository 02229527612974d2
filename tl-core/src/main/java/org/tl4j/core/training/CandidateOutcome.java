package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.error.Problem;

/** The outcome of a candidate of a search. */
public sealed interface CandidateOutcome {
    /** Why it was taken or not, for programs. */
    DecisionReason reason();

    /**
     * It was not trained, because there was not enough time.
     *
     * @param secondsPerEpoch how long an epoch was expected to take
     * @param secondsLeft how much time was left
     */
    record NoTime(double secondsPerEpoch, double secondsLeft) implements CandidateOutcome {
        @Override
        public DecisionReason reason() {
            return DecisionReason.NO_TIME;
        }
    }

    /**
     * Its training failed.
     *
     * @param problem what went wrong
     */
    record Failed(Problem problem) implements CandidateOutcome {
        public Failed {
            requireNonNull(problem, "problem is null");
        }

        @Override
        public DecisionReason reason() {
            return DecisionReason.TRAINING_FAILED;
        }
    }

    /**
     * It was measured.
     *
     * @param result what it reached
     * @param gain over the frozen network
     * @param comparison with the best candidate before it; empty if there was none, or if the candidate was no better
     *     than the frozen network
     */
    record Measured(CandidateResult result, AccuracyGain gain, Optional<CandidateComparison> comparison)
            implements CandidateOutcome {
        public Measured {
            requireNonNull(result, "result is null");
            requireNonNull(gain, "gain is null");
            requireNonNull(comparison, "comparison is null");
        }

        @Override
        public DecisionReason reason() {
            return comparison
                    .map(CandidateComparison::reason)
                    .orElse(gain.clear() ? DecisionReason.CLEAR_GAIN : DecisionReason.WITHIN_NOISE);
        }
    }
}
