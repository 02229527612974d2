package org.tl4j.core.evaluation;

import java.util.List;
import org.tl4j.core.dataset.LabelMode;

/**
 * Two models on the same images. Immutable.
 *
 * @param mode whether {@code first} and {@code second} are accuracies, or mean average precisions of several labels
 * @param images how many images were compared: those whose labels both models know
 * @param first of the first model, from 0 to 1
 * @param second of the second model
 * @param difference the 95 % interval of {@code second - first}: of accuracies from the images on which the two differ, of mean
 *     average precisions by bootstrap over the images
 * @param onlyFirst images that only the first model gets right; of several labels, images whose labels are all right
 * @param onlySecond images that only the second model gets right
 * @param pValue how probable such a difference is by chance: {@link McNemar}
 * @param perLabel one per label that one of the models knows
 * @param differing the images on which they differ, in the order of the images
 */
public record ModelComparison(
        LabelMode mode,
        int images,
        double first,
        double second,
        Interval difference,
        int onlyFirst,
        int onlySecond,
        double pValue,
        List<LabelComparison> perLabel,
        List<DifferingImage> differing) {
    /** A difference that is less probable than this is no chance. */
    public static final double SIGNIFICANT = 0.05;

    public ModelComparison {
        perLabel = List.copyOf(perLabel);
        differing = List.copyOf(differing);
    }

    /** Whether the second model is worse by more than chance. */
    public boolean secondIsWorse() {
        return mode == LabelMode.SINGLE_LABEL
                ? onlyFirst > onlySecond && pValue < SIGNIFICANT
                : images > 0 && difference.high() < 0;
    }

    /** Whether the second model is better by more than chance. */
    public boolean secondIsBetter() {
        return mode == LabelMode.SINGLE_LABEL
                ? onlySecond > onlyFirst && pValue < SIGNIFICANT
                : images > 0 && difference.low() > 0;
    }
}
