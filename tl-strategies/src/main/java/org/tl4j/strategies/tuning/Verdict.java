package org.tl4j.strategies.tuning;

import java.util.Locale;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Whether a fine-tuned network is taken in place of the frozen one, where fine-tuning was asked for.
 *
 * @param tuned whether it is
 * @param reason in sentences
 */
public record Verdict(boolean tuned, String reason) {
    /**
     * The network that gets more of the same validation images right is taken. Of two that get as many right, the fine-tuned
     * one is taken only where its log loss is lower by more than noise, each measured at the temperature that suits it best.
     */
    public static Verdict between(ValidationPredictions frozen, Candidate trial, FineTuningSettings settings) {
        PairedComparison gain = PairedComparison.between(frozen, trial.outcome());
        String figures = String.format(
                Locale.ROOT,
                "The frozen network gets %.1f %% of %d validation images right, the one fine-tuned%s %.1f %% after epoch %d of"
                        + " %d, its best",
                100 * frozen.score().accuracy(),
                frozen.count(),
                settings.unfreezeFrom().map(group -> " from " + group).orElse(""),
                100 * trial.outcome().score().accuracy(),
                trial.epoch(),
                trial.epochs());
        if (gain.mean() == 0) {
            Loss loss = Loss.between(frozen, trial.outcome());
            return new Verdict(
                    loss.clear(),
                    String.format(
                            Locale.ROOT,
                            "%s. The log loss, each network calibrated, is %.4f and %.4f: %s.",
                            figures,
                            loss.frozen(),
                            loss.tuned(),
                            loss.clear()
                                    ? "more likely a gain than noise, and fine-tuning is taken"
                                    : "no gain beyond noise, and the frozen network is kept"));
        }
        return new Verdict(
                gain.mean() > 0,
                String.format(
                        Locale.ROOT,
                        "%s: %+.1f points (95 %% interval %+.1f to %+.1f). %s.",
                        figures,
                        100 * gain.mean(),
                        100 * gain.low(),
                        100 * gain.high(),
                        gain.mean() < 0
                                ? "The frozen network is kept"
                                : gain.clear()
                                        ? "Fine-tuning is taken"
                                        : "Fine-tuning is taken, although the difference is no more than noise"));
    }

    /**
     * The mean losses of both after calibration.
     *
     * @param standardError of their difference, over the images
     */
    private record Loss(double frozen, double tuned, double standardError) {
        static Loss between(ValidationPredictions frozen, ValidationPredictions tuned) {
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
            return new Loss(sumBefore / n, sumAfter / n, Math.sqrt(Math.max(0, squares / n - mean * mean) / n));
        }

        boolean clear() {
            return frozen - tuned > standardError;
        }
    }
}
