package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How many images of each class a few values tell, by five-fold cross-validation of Gaussian naive Bayes with equal priors:
 * small, fast, and without a strength to choose. Variances are at least a hundredth of those of all images.
 */
final class TraitClassifier {
    static final int FOLDS = 5;
    private static final double LEAST_VARIANCE = 0.01;
    private static final double TINIEST = 1e-12;

    private final double[][] values;
    private final int[] labels;
    private final int classes;

    /**
     * Over images.
     *
     * @param values one row per image
     * @param labels the class of each
     */
    TraitClassifier(double[][] values, int[] labels, int classes) {
        this.values = values;
        this.labels = labels;
        this.classes = classes;
    }

    /** How many images of each class are recognised, each by the images of other folds. */
    int[] recognised(long seed) {
        int[] folds = folds(seed);
        int[] recognised = new int[classes];
        for (int fold = 0; fold < FOLDS; fold++) {
            Moments moments = moments(folds, fold);
            for (int row = 0; row < labels.length; row++) {
                if (folds[row] == fold && moments.best(values[row]) == labels[row]) {
                    recognised[labels[row]]++;
                }
            }
        }
        return recognised;
    }

    private int[] folds(long seed) {
        Random random = new Random(seed);
        int[] folds = new int[labels.length];
        int next = 0;
        for (int c = 0; c < classes; c++) {
            List<Integer> rows = new ArrayList<>();
            for (int row = 0; row < labels.length; row++) {
                if (labels[row] == c) {
                    rows.add(row);
                }
            }
            Collections.shuffle(rows, random);
            for (int row : rows) {
                folds[row] = next++ % FOLDS;
            }
        }
        return folds;
    }

    /** Mean and variance of each value of each class. */
    @SuppressWarnings("ArrayRecordComponent") // made and read only here
    private record Moments(double[][] means, double[][] variances) {
        private int best(double[] image) {
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < means.length; c++) {
                double logDensity = 0;
                for (int i = 0; i < image.length; i++) {
                    double difference = image[i] - means[c][i];
                    logDensity -= difference * difference / variances[c][i] + Math.log(variances[c][i]);
                }
                if (logDensity > highest) {
                    highest = logDensity;
                    best = c;
                }
            }
            return best;
        }
    }

    private Moments moments(int[] folds, int left) {
        int width = values[0].length;
        double[][] means = new double[classes][width];
        double[][] variances = new double[classes][width];
        double[] mean = new double[width];
        double[] variance = new double[width];
        int[] counts = new int[classes];
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            if (folds[row] != left) {
                add(values[row], means[labels[row]], variances[labels[row]], ++counts[labels[row]]);
                add(values[row], mean, variance, ++count);
            }
        }
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < width; i++) {
                double least = LEAST_VARIANCE * variance[i] / Math.max(1, count) + TINIEST;
                variances[c][i] = Math.max(least, variances[c][i] / Math.max(1, counts[c]));
            }
            if (counts[c] == 0) {
                Arrays.fill(means[c], Double.MAX_VALUE / width);
            }
        }
        return new Moments(means, variances);
    }

    /** Welford (1962); the variances are sums of squares. */
    private static void add(double[] image, double[] mean, double[] squares, int count) {
        for (int i = 0; i < image.length; i++) {
            double change = image[i] - mean[i];
            mean[i] += change / count;
            squares[i] += change * (image[i] - mean[i]);
        }
    }
}
