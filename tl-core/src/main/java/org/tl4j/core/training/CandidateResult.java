package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

/**
 * A network that was trained, with what it reached on the validation images.
 *
 * @param candidate how it was trained: {@code fine-tuning} or {@code fine-tuning from layer3}
 * @param score after its best epoch
 * @param epoch the best one, from 1
 * @param epochs how many there were at most
 * @param shortened whether these are fewer than the settings say, because of the time
 * @param seconds how long it was trained
 */
public record CandidateResult(String candidate, Score score, int epoch, int epochs, boolean shortened, double seconds) {
    public CandidateResult {
        requireNonNull(candidate, "candidate is null");
        requireNonNull(score, "score is null");
    }
}
