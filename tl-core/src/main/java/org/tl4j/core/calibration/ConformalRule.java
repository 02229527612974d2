package org.tl4j.core.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes belong to the set of an image, so that the sets contain the right class at least as often as was asked
 * (Angelopoulos and Bates 2021, "A Gentle Introduction to Conformal Prediction"): regularised adaptive sets, without chance.
 * The score of a class is the sum of the probabilities of those above it, and a penalty for its rank; that of the best class is
 * its negative probability, so that scores are distinct and the coverage is exact: where a model is right more often than was
 * asked, the sets of its least certain images are empty.
 *
 * @param coverage the share of images whose set shall contain the right class, in (0, 1)
 * @param quantile the score up to which classes belong to the set
 * @param penalty added to the score for each rank behind {@code freeRanks}, at least 0
 * @param freeRanks the ranks without a penalty, at least 1
 * @param images how many held-out images it was fitted to
 */
public record ConformalRule(double coverage, double quantile, double penalty, int freeRanks, int images) {
    static final double PENALTY = 0.01;
    static final int FREE_RANKS = 5;

    public ConformalRule {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("coverage must be above 0 and below 1, found " + coverage);
        }
        if (!Double.isFinite(quantile) || !(penalty >= 0) || !Double.isFinite(penalty)) {
            throw new IllegalArgumentException("the quantile and the penalty must be finite, the penalty at least 0");
        }
        if (freeRanks < 1 || images < 1) {
            throw new IllegalArgumentException("free ranks and images must be at least 1");
        }
    }

    /** The fewest held-out images that a coverage needs: the right class of the next image may be anywhere among them. */
    public static int needed(double coverage) {
        // a tiny subtraction, so that 0.95 needs 19 images although 1 / (1 - 0.95) is a little above 20
        return Math.max(1, (int) Math.ceil(1 / (1 - coverage) - 1e-9) - 1);
    }

    /**
     * Fits the quantile.
     *
     * @param probabilities one row per held-out image, one value per class
     * @param labels the right class of each; at least {@link #needed} images
     */
    public static ConformalRule fit(float[][] probabilities, int[] labels, double coverage) {
        if (labels.length < needed(coverage)) {
            throw new IllegalArgumentException(
                    "a coverage of %s needs %d images, found %d".formatted(coverage, needed(coverage), labels.length));
        }
        double[] scores = sortedScores(probabilities, labels);
        double quantile = scores[rank(coverage, scores.length) - 1];
        return new ConformalRule(coverage, quantile, PENALTY, FREE_RANKS, labels.length);
    }

    /** Which of the ascending scores of so many images is the quantile of a coverage, from 1. */
    static int rank(double coverage, int images) {
        return Math.max(1, (int) Math.ceil((images + 1.0) * coverage - 1e-9));
    }

    /** The scores of the right classes of images, ascending. */
    static double[] sortedScores(float[][] probabilities, int[] labels) {
        ConformalRule open = new ConformalRule(0.5, 0, PENALTY, FREE_RANKS, labels.length);
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> open.score(probabilities[i], labels[i]))
                .sorted()
                .toArray();
    }

    /** The indices of the classes in the set of an image, the most probable first; may be empty. */
    public List<Integer> set(float[] probabilities) {
        List<Integer> order = order(probabilities);
        List<Integer> set = new ArrayList<>();
        double above = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            float probability = probabilities[order.get(rank)];
            if (score(probability, above, rank) > quantile) {
                break;
            }
            set.add(order.get(rank));
            above += probability;
        }
        return set;
    }

    private double score(float[] probabilities, int label) {
        double above = 0;
        List<Integer> order = order(probabilities);
        for (int rank = 0; ; rank++) {
            int next = order.get(rank);
            if (next == label) {
                return score(probabilities[next], above, rank);
            }
            above += probabilities[next];
        }
    }

    private double score(float probability, double above, int rank) {
        return rank == 0 ? -probability : above + penalty * Math.max(0, rank + 1 - freeRanks);
    }

    private static List<Integer> order(float[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
                .toList();
    }
}
