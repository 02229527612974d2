package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A training that was carried out, and how good its network is on the held-out images, which are the same in all runs of a
 * comparison. Immutable.
 *
 * @param cell what was trained
 * @param trainImages how many images it was fitted to, at least 1
 * @param validationImages how many others its settings were chosen by
 * @param imagesPerClass how many of both each class has, on average over the classes, above 0; an image with several labels
 *     counts once for each of them, one without labels for none
 * @param epochs how many epochs it could have; 0 where the strategy has none
 * @param frozen whether the network that it gave is the frozen one with a new output layer
 * @param score how good its network is on the held-out images
 * @param logLoss the mean negative natural logarithm of the probability of the right class; of images with several labels, the
 *     mean binary cross-entropy of the known labels
 * @param seconds how long it took to train, reading the images and computing their features included, measuring excluded
 * @param points how good it was during training; empty where that was not followed
 */
public record ComparisonRun(
        ComparisonCell cell,
        int trainImages,
        int validationImages,
        double imagesPerClass,
        int epochs,
        boolean frozen,
        HeldOutScore score,
        double logLoss,
        double seconds,
        List<ComparisonPoint> points) {
    public ComparisonRun {
        requireNonNull(cell, "cell is null");
        requireNonNull(score, "score is null");
        points = List.copyOf(points);
        if (trainImages < 1 || validationImages < 0 || epochs < 0 || !Double.isFinite(logLoss) || !(seconds >= 0)) {
            throw new IllegalArgumentException(
                    "a run has training images, a finite log loss, and no number below 0: " + cell);
        }
        if (!(imagesPerClass > 0) || Double.isInfinite(imagesPerClass)) {
            throw new IllegalArgumentException(
                    "images per class must be finite and above 0, found " + imagesPerClass + ": " + cell);
        }
    }

    /** The figure on the held-out images, from 0 to 1. */
    public double value() {
        return score.value();
    }

    /** All images that it saw. */
    public int seenImages() {
        return trainImages + validationImages;
    }
}
