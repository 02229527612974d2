package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds labels that are likely wrong by confident learning (Northcutt, Jiang and Chuang 2021, "Confident Learning: Estimating
 * Uncertainty in Dataset Labels"). From predictions for images that the model was not fitted to: a class is confident of an
 * image if its probability is at least the mean probability of that class for the images that have its label. Counting given
 * labels against confident ones gives how many labels of each class are wrong; so many of the least probable are reported
 * ("prune by class").
 */
final class ConfidentLearning {
    /** The threshold of a class of fewer images means nothing, and none of its images is reported. */
    static final int FEWEST_IMAGES = 5;

    private final float[][] probabilities;
    private final int[] given;
    private final int classes;

    /**
     * Over predictions.
     *
     * @param probabilities one row per image, one value per class
     * @param given the class of each image
     */
    ConfidentLearning(float[][] probabilities, int[] given) {
        this.probabilities = probabilities;
        this.given = given;
        this.classes = probabilities.length == 0 ? 0 : probabilities[0].length;
    }

    /**
     * A label that is likely wrong.
     *
     * @param row the image
     * @param likely the most probable class, which is not the given one
     * @param margin by how much it is more probable
     */
    record Issue(int row, int likely, double margin) {}

    /** The largest margin first. */
    List<Issue> issues() {
        int[] counts = counts();
        double[] thresholds = thresholds(counts);
        int[][] joint = joint(thresholds);
        List<Issue> issues = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            if (counts[c] >= FEWEST_IMAGES) {
                issues.addAll(least(c, wrong(joint[c], c, counts[c])));
            }
        }
        issues.sort(Comparator.comparingDouble((Issue issue) -> -issue.margin()).thenComparingInt(Issue::row));
        return issues;
    }

    private int[] counts() {
        int[] counts = new int[classes];
        for (int label : given) {
            counts[label]++;
        }
        return counts;
    }

    private double[] thresholds(int[] counts) {
        double[] thresholds = new double[classes];
        for (int row = 0; row < given.length; row++) {
            thresholds[given[row]] += probabilities[row][given[row]] / (double) counts[given[row]];
        }
        for (int c = 0; c < classes; c++) {
            if (counts[c] == 0) {
                thresholds[c] = Double.POSITIVE_INFINITY;
            }
        }
        return thresholds;
    }

    /** Images by given class (row) and confident class (column). */
    private int[][] joint(double[] thresholds) {
        int[][] joint = new int[classes][classes];
        for (int row = 0; row < given.length; row++) {
            float[] image = probabilities[row];
            int confident = best(image, c -> image[c] >= thresholds[c]);
            if (confident >= 0) {
                joint[given[row]][confident]++;
            }
        }
        return joint;
    }

    private int best(float[] image, IntPredicate allowed) {
        int best = -1;
        for (int c = 0; c < classes; c++) {
            if (allowed.test(c) && (best < 0 || image[c] > image[best])) {
                best = c;
            }
        }
        return best;
    }

    /** How many labels of a class are wrong, scaled from its confident images to all. */
    private static int wrong(int[] confident, int label, int count) {
        int all = IntStream.of(confident).sum();
        return all == 0 ? 0 : (int) Math.round((double) (all - confident[label]) / all * count);
    }

    /** Of the images of a class, those where it is least probable, and another is more probable. */
    private List<Issue> least(int label, int most) {
        return IntStream.range(0, given.length)
                .filter(row -> given[row] == label)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> probabilities[row][label]))
                .limit(most)
                .map(row -> {
                    int likely = best(probabilities[row], c -> true);
                    return new Issue(row, likely, probabilities[row][likely] - probabilities[row][label]);
                })
                .filter(issue -> issue.likely() != label)
                .toList();
    }
}
