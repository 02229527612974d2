package org.tl4j.strategies.tuning;

import org.tl4j.core.training.AccuracyGain;
import org.tl4j.core.training.CandidateComparison;
import org.tl4j.core.training.DecisionReason;
import org.tl4j.strategies.training.ValidationPredictions;

/** Chooses between two networks that are both clearly better than the frozen one. */
final class Preference {
    private Preference() {}

    /**
     * Compares them on the same validation images. A larger part that saw augmented images for all of its epochs wins
     * unless it is clearly worse; any other has to be clearly better.
     *
     * @param name of the smaller one
     * @param sawMore whether the larger part saw augmented images for all of its epochs
     */
    static CandidateComparison between(
            String name, ValidationPredictions smaller, ValidationPredictions larger, boolean sawMore) {
        AccuracyGain gain = PairedComparison.between(smaller, larger);
        return new CandidateComparison(name, gain, reason(gain, sawMore));
    }

    private static DecisionReason reason(AccuracyGain gain, boolean sawMore) {
        if (gain.clear()) {
            return DecisionReason.CLEAR_GAIN;
        }
        if (gain.clearLoss()) {
            return DecisionReason.CLEAR_LOSS;
        }
        return sawMore ? DecisionReason.SAW_AUGMENTED_IMAGES : DecisionReason.LESS_TRAINING;
    }
}
