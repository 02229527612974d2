package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** The outcome of a {@link BoundaryCandidate}. */
public sealed interface BoundaryOutcome {
    /**
     * A head was fitted to its features by cross-validation on training images.
     *
     * @param score of the predictions for images that were left out of the fit
     * @param gain over the default boundary on the same images; empty for the default boundary itself
     * @param seconds how long the fits took
     */
    record Measured(Score score, Optional<CorrectedGain> gain, double seconds) implements BoundaryOutcome {
        public Measured {
            requireNonNull(score, "score is null");
            requireNonNull(gain, "gain is null");
        }
    }

    /**
     * It was not measured.
     *
     * @param reason why not
     */
    record Skipped(BoundarySkip reason) implements BoundaryOutcome {
        public Skipped {
            requireNonNull(reason, "reason is null");
        }
    }
}
