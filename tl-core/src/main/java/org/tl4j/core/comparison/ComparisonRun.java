package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.tl4j.core.evaluation.Interval;

/**
 * A training that was carried out, and how good its network is on the held-out images, which are the same in all runs of a
 * comparison. Immutable.
 *
 * @param cell what was trained
 * @param trainImages how many images it was fitted to, at least 1
 * @param validationImages how many others its settings were chosen by
 * @param epochs how many epochs it could have; 0 where the strategy has none
 * @param frozen whether the network that it gave is the frozen one with a new output layer
 * @param hits one character per held-out image: 1 if the network gets it right, 0 if not, - if it could not be decoded; at
 *     least one that could
 * @param logLoss the mean negative natural logarithm of the probability of the right class
 * @param seconds how long it took to train, reading the images and computing their features included, measuring excluded
 * @param points how good it was during training; empty where that was not followed
 */
public record ComparisonRun(
        ComparisonCell cell,
        int trainImages,
        int validationImages,
        int epochs,
        boolean frozen,
        String hits,
        double logLoss,
        double seconds,
        List<ComparisonPoint> points) {
    private static final char HIT = '1';
    private static final char MISS = '0';
    private static final Pattern HITS = Pattern.compile("[01-]*[01][01-]*");

    public ComparisonRun {
        requireNonNull(cell, "cell is null");
        points = List.copyOf(points);
        if (!HITS.matcher(hits).matches()) {
            throw new IllegalArgumentException("hits must be made of 0, 1 and -, and not of - alone");
        }
        if (trainImages < 1 || validationImages < 0 || epochs < 0 || !Double.isFinite(logLoss) || !(seconds >= 0)) {
            throw new IllegalArgumentException(
                    "a run has training images, a finite log loss, and no number below 0: " + cell);
        }
    }

    /** How many held-out images it was measured on. */
    public int images() {
        return right() + count(MISS);
    }

    /** How many of them it gets right. */
    public int right() {
        return count(HIT);
    }

    /** The share that it gets right. */
    public double accuracy() {
        return (double) right() / images();
    }

    /** The 95 % Wilson interval of {@link #accuracy()}. */
    public Interval interval() {
        return Interval.wilson(right(), images());
    }

    /** All images that it saw. */
    public int seenImages() {
        return trainImages + validationImages;
    }

    private int count(char kind) {
        return (int) hits.chars().filter(c -> c == kind).count();
    }
}
