package org.tl4j.strategies;

import java.util.List;
import java.util.Locale;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.frozen.FrozenFit;
import org.tl4j.strategies.frozen.FrozenHead;
import org.tl4j.strategies.tuning.FineTuner;
import org.tl4j.strategies.tuning.Trial;

/**
 * Fits a head to the frozen network, trains on from there, and gives the better of the two: for larger data, or data unlike
 * the original.
 */
record FineTuning(FrozenHead frozenHead, FineTuner tuner, FineTuningSettings asked) implements TransferStrategy {
    @Override
    public TransferResult train(TransferTask task) {
        requireValidation(task.validation());
        FineTuningSettings settings = asked.forBackbone(task.backbone().spec());
        requirePart(task, settings);
        FrozenFit frozen = frozenHead.fit(task, settings.head());
        requireValidation(frozen.validation());
        try (Trial trial = Trial.of(tuner.run(task, frozen, settings))) {
            Score before = frozen.outcome().orElseThrow().score();
            Score after = trial.outcome().score();
            String reason = reason(before, after, settings);
            task.listener().on(new Decided(reason));
            FrozenFit whole = frozenHead.refit(task, frozen, settings.head());
            if (!after.betterThan(before)) {
                return Results.frozen(task, whole, trial.took(), settings.byKey(), List.of(reason));
            }
            try (Trial last = tuner.refit(task, whole, trial, settings)) {
                return Results.tuned(whole, last, last.took(), settings.byKey(), List.of(reason));
            }
        }
    }

    private static String reason(Score before, Score after, FineTuningSettings settings) {
        return String.format(
                Locale.ROOT,
                "The frozen network gets %.1f %% of %d validation images right, the one fine-tuned%s %.1f %%%s: %s.",
                100 * before.accuracy(),
                before.images(),
                settings.unfreezeFrom().map(group -> " from " + group).orElse(""),
                100 * after.accuracy(),
                before.accuracy() != after.accuracy()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " too, so the log loss decides, %.4f and %.4f",
                                before.logLoss(),
                                after.logLoss()),
                after.betterThan(before) ? "fine-tuning was worth it" : "the frozen one is kept");
    }

    /** Finds out before anything is computed that there is nothing below the part that is to be trained. */
    static void requirePart(TransferTask task, FineTuningSettings settings) {
        settings.unfreezeFrom().ifPresent(group -> task.backbone().below(group).close());
    }

    /** Checks it of all, and again of those that can be decoded. */
    static void requireValidation(List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new DataException(
                    "validation images",
                    "must be there, since they tell when to stop and whether it was worth it",
                    "none",
                    "set validation-fraction above 0, and see that the images can be decoded");
        }
    }
}
