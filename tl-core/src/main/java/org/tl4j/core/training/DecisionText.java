package org.tl4j.core.training;

import java.util.Locale;

/** The one place where a {@link Decision} becomes a sentence, for bundles and for people. */
public final class DecisionText {
    private static final double PERCENT = 100;

    private DecisionText() {}

    /** One or more whole sentences. */
    public static String of(Decision decision) {
        // a switch over the sealed type has to wait for Java 21
        if (decision instanceof Decision.FrozenScored scored) {
            return frozen(scored);
        }
        if (decision instanceof Decision.HeadsCompared heads) {
            return heads(heads);
        }
        if (decision instanceof Decision.BoundariesCompared boundaries) {
            return BoundaryText.of(boundaries);
        }
        if (decision instanceof Decision.NothingToCompare) {
            return "Without validation images nothing can be compared with it, so it is taken.";
        }
        if (decision instanceof Decision.NoRoomForGain full) {
            return "%s, so no fine-tuning could be more than noise better on them, and the frozen network is taken."
                    .formatted(
                            full.wrong() == 0
                                    ? "It gets all of them right"
                                    : "It gets only %d of them wrong".formatted(full.wrong()));
        }
        if (decision instanceof Decision.NotTrainable fixed) {
            return "The weights of %s cannot be trained by the engine that runs it, so the frozen network is taken."
                    .formatted(fixed.backbone());
        }
        if (decision instanceof Decision.HeadRateLimited limited) {
            return format(
                    "The output layer learns at %.2g and not at %.2g, where a step would destroy what it was fitted to:"
                            + " the features of an image add up to %.0f.",
                    limited.rate(), limited.requested(), limited.featureSum());
        }
        if (decision instanceof Decision.CandidateTried tried) {
            return CandidateText.of(tried);
        }
        if (decision instanceof Decision.FineTuningCompared compared) {
            return compared(compared);
        }
        if (decision instanceof Decision.Refitted refitted) {
            return "The measured network is trained once more, on all %d images.".formatted(refitted.images());
        }
        if (decision instanceof Decision.RefitFailed failed) {
            return "It is not trained once more on all images: %s."
                    .formatted(failed.problem().message());
        }
        throw new IllegalArgumentException("a decision without a sentence: " + decision);
    }

    private static String frozen(Decision.FrozenScored scored) {
        Score score = scored.score();
        String kind = score.crossValidated() ? "cross-validated" : "validation";
        return score.metric() == ScoreMetric.ACCURACY
                ? format(
                        "There are %.0f training images per class, and the frozen network gets %s of %d %s images right.",
                        scored.imagesPerClass(), score.words(), score.images(), kind)
                : format(
                        "There are %.0f training images per label, and the frozen network gets %s on %d %s images.",
                        scored.imagesPerClass(), score.words(), score.images(), kind);
    }

    private static String heads(Decision.HeadsCompared heads) {
        String chosen = heads.head() == HeadKind.PROTOTYPE ? "nearest class mean" : "logistic regression";
        if (heads.images() == 0) {
            return "Head: %s, the default for one training image per class, with which nothing can be measured."
                    .formatted(chosen);
        }
        boolean prototype = heads.head() == HeadKind.PROTOTYPE;
        return format(
                "Head: %s, with %s right of %d training images by leave-one-out, against %s by %s%s.",
                chosen,
                percent(prototype ? heads.prototype() : heads.regression()),
                heads.images(),
                percent(prototype ? heads.regression() : heads.prototype()),
                prototype ? "logistic regression" : "the nearest class mean",
                !prototype && heads.prototype() > heads.regression() ? ", which is no more than noise" : "");
    }

    static String percent(double share) {
        return format("%.1f %%", PERCENT * share);
    }

    private static String compared(Decision.FineTuningCompared compared) {
        CandidateResult candidate = compared.candidate();
        String figures = format(
                compared.frozen().metric() == ScoreMetric.ACCURACY
                        ? "The frozen network gets %s of %d validation images right, the one %s %s after epoch %d of"
                                + " %d, its best"
                        : "The frozen network gets %s on %d validation images, the one %s %s after epoch %d of"
                                + " %d, its best",
                compared.frozen().words(),
                compared.frozen().images(),
                candidate.candidate().replaceFirst(FineTuningSettings.NAME, "fine-tuned"),
                candidate.score().words(),
                candidate.epoch(),
                candidate.epochs());
        return compared.losses()
                .map(losses -> format(
                        "%s. The log loss, each network calibrated, is %.4f and %.4f: %s.",
                        figures,
                        losses.frozen(),
                        losses.candidate(),
                        losses.clear()
                                ? "more likely a gain than noise, and fine-tuning is taken"
                                : "no gain beyond noise, and the frozen network is kept"))
                .orElseGet(() -> "%s: %s. %s."
                        .formatted(
                                figures, gain(compared.gain(), compared.frozen().metric()), byAccuracy(compared)));
    }

    private static String byAccuracy(Decision.FineTuningCompared compared) {
        if (compared.verdict() == Verdict.NOT_TAKEN) {
            return "The frozen network is kept";
        }
        return compared.gain().clear()
                ? "Fine-tuning is taken"
                : "Fine-tuning is taken, although the difference is no more than noise";
    }

    /** {@code +2.5 points (95 % interval -1.0 to +6.0)}; a mean average precision is no percentage, and has none. */
    static String gain(AccuracyGain gain, ScoreMetric metric) {
        return switch (metric) {
            case ACCURACY ->
                format(
                        "%+.1f points (95 %% interval %+.1f to %+.1f)",
                        PERCENT * gain.mean(), PERCENT * gain.low(), PERCENT * gain.high());
            case MEAN_AVERAGE_PRECISION ->
                format("%+.3f (95 %% interval %+.3f to %+.3f)", gain.mean(), gain.low(), gain.high());
        };
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
