package org.tl4j.core.training;

/** The sentences of {@link DecisionText} about a candidate of a search. */
final class CandidateText {
    private CandidateText() {}

    static String of(Decision.CandidateTried tried) {
        return outcome(tried) + tried.conclusion().map(CandidateText::ending).orElse("");
    }

    private static String outcome(Decision.CandidateTried tried) {
        if (tried.outcome() instanceof CandidateOutcome.NoTime none) {
            return DecisionText.format(
                    "There is no time for %s: an epoch would take %.0f s, and %.0f s of the time-budget are left.",
                    tried.candidate(), none.secondsPerEpoch(), none.secondsLeft());
        }
        if (tried.outcome() instanceof CandidateOutcome.Failed failed) {
            return "%s is not taken: %s."
                    .formatted(capital(tried.candidate()), failed.problem().message());
        }
        if (tried.outcome() instanceof CandidateOutcome.Measured measured) {
            return measured(measured);
        }
        throw new IllegalArgumentException("an outcome without a sentence: " + tried.outcome());
    }

    private static String measured(CandidateOutcome.Measured measured) {
        CandidateResult result = measured.result();
        String figures = DecisionText.format(
                "%s gets %s after epoch %d of %d, which is %s in %.0f s: %s.",
                capital(result.candidate()) + (result.shortened() ? ", shortened to fit the time-budget," : ""),
                result.score().words(),
                result.epoch(),
                result.epochs(),
                DecisionText.gain(measured.gain(), result.score().metric()),
                result.seconds(),
                measured.gain().clear() ? "more likely gain than noise" : "no more than noise");
        return figures
                + measured.comparison()
                        .map(comparison ->
                                " " + comparison(comparison, result.score().metric()))
                        .orElse("");
    }

    private static String comparison(CandidateComparison comparison, ScoreMetric metric) {
        String compared = compared(comparison.gain(), metric, comparison.smaller());
        return switch (comparison.reason()) {
            case CLEAR_GAIN -> compared + ".";
            case CLEAR_LOSS -> compared + ", more likely a loss than noise.";
            case SAW_AUGMENTED_IMAGES ->
                compared + ", no more than noise, but it saw augmented images, and the smaller part none.";
            case LESS_TRAINING ->
                compared + ", no more than noise, and less training is preferred where nothing speaks for more.";
            case FROZEN_NETWORK_SCORED,
                    HEADS_COMPARED,
                    ONE_IMAGE_PER_CLASS,
                    DEFAULT_BOUNDARY,
                    BETTER_BOUNDARY,
                    NO_VALIDATION_IMAGES,
                    NO_ROOM_FOR_GAIN,
                    NOT_TRAINABLE,
                    HEAD_RATE_LIMITED,
                    NO_TIME,
                    TRAINING_FAILED,
                    WITHIN_NOISE,
                    LOWER_LOG_LOSS,
                    SAME_LOG_LOSS,
                    REFITTED,
                    REFIT_FAILED ->
                throw new IllegalArgumentException("a reason that compares no two candidates: " + comparison.reason());
        };
    }

    private static String compared(AccuracyGain gain, ScoreMetric metric, String name) {
        double size = Math.abs(gain.mean());
        return gain.mean() == 0
                ? "That is what " + name + " gets"
                : DecisionText.format(
                        "That is %s %s than %s",
                        switch (metric) {
                            case ACCURACY -> DecisionText.format("%.1f points", 100 * size);
                            case MEAN_AVERAGE_PRECISION -> DecisionText.format("%.3f", size);
                        },
                        gain.mean() > 0 ? "more" : "less",
                        name);
    }

    private static String ending(SearchConclusion conclusion) {
        String taken = conclusion.taken().orElse("the frozen network") + " is taken.";
        return conclusion.exhausted() ? " " + capital(taken) : " Nothing larger is tried, and " + taken;
    }

    /** The same as the beginning of a sentence. */
    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
