package org.tl4j.core.training;

import java.util.List;
import java.util.Map;
import org.tl4j.core.error.UsageException;

/**
 * How the head is fitted: multinomial logistic regression that minimises
 * {@code sum of losses + strength / 2 * (squared norm of the weights)}; biases are not penalised. Of images
 * with several labels, one binary regression per label with {@code strength / 4}, which for two classes is the same.
 *
 * @param l2Strengths the candidates, each at least 0, relative to the mean variance of the features times the number of
 *     training images; the best on validation data is taken
 * @param folds if there is no validation data, into how many folds the training data is split to choose the strength,
 *     at least 2
 * @param classWeights whether each class counts the same, however many images it has
 * @param maximumIterations of the optimiser, for one fit, at least 1
 * @param tolerance a fit has converged when no component of the mean gradient exceeds it
 * @param refit whether the network is trained once more with the chosen settings, on training and validation images
 *     together
 */
public record HeadSettings(
        List<Double> l2Strengths,
        int folds,
        boolean classWeights,
        int maximumIterations,
        double tolerance,
        boolean refit) {
    /** The defaults of {@code config/feature-extraction.yaml}. */
    public static final HeadSettings DEFAULT = new HeadSettings(
            List.of(1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0, 3.0), 5, false, 1000, 1e-5, false);

    public HeadSettings {
        l2Strengths = List.copyOf(l2Strengths);
        if (l2Strengths.isEmpty() || !l2Strengths.stream().allMatch(s -> s >= 0 && Double.isFinite(s))) {
            throw new UsageException("l2-strengths", "must be one or more numbers of at least 0", "" + l2Strengths, "");
        }
        if (folds < 2) {
            throw new UsageException("folds", "must be at least 2", "" + folds, "");
        }
        if (maximumIterations < 1) {
            throw new UsageException("maximum-iterations", "must be at least 1", "" + maximumIterations, "");
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new UsageException("tolerance", "must be in (0, 1)", "" + tolerance, "");
        }
    }

    /** The same, trained once more on training and validation images together. */
    public HeadSettings withRefit() {
        return new HeadSettings(l2Strengths, folds, classWeights, maximumIterations, tolerance, true);
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        return Map.of(
                "l2-strengths", l2Strengths.toString(),
                "folds", Integer.toString(folds),
                "class-weights", Boolean.toString(classWeights),
                "maximum-iterations", Integer.toString(maximumIterations),
                "tolerance", Double.toString(tolerance),
                "refit", Boolean.toString(refit));
    }
}
