package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The result of the search for the part of a network to train.
 *
 * @param taken the candidate that is taken; empty for the frozen network
 * @param exhausted whether all candidates were tried; otherwise larger ones were left out
 */
public record SearchConclusion(Optional<String> taken, boolean exhausted) {
    public SearchConclusion {
        requireNonNull(taken, "taken is null");
    }
}
