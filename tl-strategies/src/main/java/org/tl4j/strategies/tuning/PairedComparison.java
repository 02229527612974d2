package org.tl4j.strategies.tuning;

import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.evaluation.AveragePrecision;
import org.tl4j.core.evaluation.Bootstrap;
import org.tl4j.core.evaluation.RankedLabels;
import org.tl4j.core.training.AccuracyGain;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Compares two networks by the images on which they differ: images that both get right, or both wrong, carry no
 * information (McNemar 1947). One more such image is counted, so that a single image is never certain evidence.
 * Of several labels, mean average precisions are compared, which are no means over images: images are drawn again and again,
 * with replacement, and the difference is measured on each draw (bootstrap, Efron 1979).
 */
public final class PairedComparison {
    private PairedComparison() {}

    /** The gain of {@code after} over {@code before}, on the same images. */
    public static AccuracyGain between(ValidationPredictions before, ValidationPredictions after) {
        if (before.targets().mode() == LabelMode.MULTI_LABEL) {
            return ofAveragePrecision(before, after);
        }
        int won = 0;
        int lost = 0;
        for (int i = 0; i < before.count(); i++) {
            won += after.right()[i] && !before.right()[i] ? 1 : 0;
            lost += before.right()[i] && !after.right()[i] ? 1 : 0;
        }
        return gain(won, lost, before.count());
    }

    /**
     * Whether another network could be more than noise better on the same images: whether one that gets all of them right would be.
     * Of several labels always true, since a mean average precision is no number of images.
     */
    public static boolean leavesRoom(ValidationPredictions before) {
        return before.targets().mode() == LabelMode.MULTI_LABEL
                || gain(wrong(before), 0, before.count()).clear();
    }

    /** How many images {@code predictions} has wrong, where each has one label. */
    public static int wrong(ValidationPredictions predictions) {
        int wrong = 0;
        for (boolean right : predictions.right()) {
            wrong += right ? 0 : 1;
        }
        return wrong;
    }

    private static AccuracyGain gain(int won, int lost, double images) {
        double mean = (won - lost) / images;
        return new AccuracyGain(mean, Math.sqrt(Math.max(0, (won + lost + 1) / images - mean * mean) / images));
    }

    private static AccuracyGain ofAveragePrecision(ValidationPredictions before, ValidationPredictions after) {
        LabelMatrix targets = before.targets();
        double mean = AveragePrecision.mean(after.probabilities(), targets)
                - AveragePrecision.mean(before.probabilities(), targets);
        RankedLabels first = new RankedLabels(before.probabilities(), targets);
        RankedLabels second = new RankedLabels(after.probabilities(), targets);
        return new AccuracyGain(
                mean,
                Bootstrap.of(targets.rows(), rows -> second.mean(rows) - first.mean(rows))
                        .standardError());
    }
}
