package org.tl4j.strategies.tuning;

import java.util.Optional;
import org.tl4j.core.training.AccuracyGain;
import org.tl4j.core.training.CalibratedLosses;
import org.tl4j.core.training.Decision.FineTuningCompared;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.Verdict;
import org.tl4j.strategies.training.ValidationPredictions;

/** Decides whether the fine-tuned network replaces the frozen one, if fine-tuning was requested. */
public final class FrozenComparison {
    private FrozenComparison() {}

    /**
     * The network that gets more of the same validation images right is taken. Of two that get as many right, the fine-tuned
     * one is taken only where its log loss is lower by more than noise, each measured at the temperature that suits it best.
     */
    public static FineTuningCompared between(
            ValidationPredictions frozen, Candidate candidate, FineTuningSettings settings) {
        AccuracyGain gain = PairedComparison.between(frozen, candidate.outcome());
        Optional<CalibratedLosses> losses =
                gain.mean() == 0 ? Optional.of(losses(frozen, candidate.outcome())) : Optional.empty();
        boolean taken = losses.map(CalibratedLosses::clear).orElse(gain.mean() > 0);
        return new FineTuningCompared(
                frozen.score(),
                candidate.result(FineTuner.name(settings), false),
                gain,
                losses,
                taken ? Verdict.TAKEN : Verdict.NOT_TAKEN);
    }

    private static CalibratedLosses losses(ValidationPredictions frozen, ValidationPredictions tuned) {
        double[] before = frozen.calibratedLosses();
        double[] after = tuned.calibratedLosses();
        double n = before.length;
        double sumBefore = 0;
        double sumAfter = 0;
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            sumBefore += before[i];
            sumAfter += after[i];
            squares += (before[i] - after[i]) * (before[i] - after[i]);
        }
        double mean = (sumBefore - sumAfter) / n;
        // of the mean difference over the images
        double standardError = Math.sqrt(Math.max(0, squares / n - mean * mean) / n);
        return new CalibratedLosses(sumBefore / n, sumAfter / n, sumBefore / n - sumAfter / n > standardError);
    }
}
