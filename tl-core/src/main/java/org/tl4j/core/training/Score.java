package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

/**
 * How well a model does on images that it was not fitted to.
 *
 * @param metric what {@code value} is
 * @param value from 0 to 1, the higher the better
 * @param logLoss the mean negative natural logarithm of the probability of the right class; of images with several labels,
 *     the mean binary cross-entropy of the known labels
 * @param images how many images it was measured on
 * @param crossValidated whether each image was scored by a model fitted to the others, because there are no validation
 *     images
 */
public record Score(ScoreMetric metric, double value, double logLoss, int images, boolean crossValidated) {
    public Score {
        requireNonNull(metric, "metric is null");
    }

    /** A score of images with one label. */
    public Score(double accuracy, double logLoss, int images, boolean crossValidated) {
        this(ScoreMetric.ACCURACY, accuracy, logLoss, images, crossValidated);
    }

    /**
     * The share of images that are right, from 0 to 1.
     *
     * @throws IllegalStateException if something else was measured, since images have several labels
     */
    public double accuracy() {
        if (metric != ScoreMetric.ACCURACY) {
            throw new IllegalStateException("the score is a " + metric + ", not an accuracy");
        }
        return value;
    }

    /** The value with what it is, for sentences: {@code 87.5 %}; {@code a mean average precision of 0.875}. */
    String words() {
        return metric == ScoreMetric.ACCURACY
                ? DecisionText.format("%.1f %%", 100 * value)
                : DecisionText.format("a mean average precision of %.3f", value);
    }

    /** Whether the value is higher or, if equal, the loss is lower. */
    public boolean betterThan(Score other) {
        return value != other.value ? value > other.value : logLoss < other.logLoss;
    }
}
