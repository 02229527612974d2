package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A label that is likely wrong, by confident learning (Northcutt et al. 2021): predictions of a model that was not fitted to
 * the image disagree with it.
 *
 * @param image index of the image
 * @param given the label that the image has; empty if it is one of several labels that the image lacks and likely has
 * @param likely the label that it likely has; empty if {@code given} is one of several and is likely wrong
 * @param givenProbability of what the data says, from 0 to 1: that the image has {@code given}, or lacks {@code likely}
 * @param likelyProbability of what is likely, from 0 to 1
 */
public record LikelyWrongLabel(
        int image, Optional<String> given, Optional<String> likely, double givenProbability, double likelyProbability) {
    public LikelyWrongLabel {
        requireNonNull(given, "given is null");
        requireNonNull(likely, "likely is null");
        if (given.equals(likely)) {
            throw new IllegalArgumentException("the likely label must differ from the given one, found " + given);
        }
    }

    /** How sure the finding is, from -1 to 1: the difference of the two probabilities. */
    public double margin() {
        return likelyProbability - givenProbability;
    }
}
