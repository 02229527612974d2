package org.tl4j.core.calibration;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.error.UsageException;

/**
 * The scores of the right classes of held-out images, from which a {@link ConformalRule} of any coverage follows. Of more than
 * {@value #MOST_SCORES} images these are quantiles, each the next larger score, so that the sets of a coverage are never too
 * small; they cover at most 1 / {@value #MOST_SCORES} more than asked.
 *
 * @param scores finite, ascending; at least one, at most {@value #MOST_SCORES}
 * @param penalty that of {@link ConformalRule}
 * @param freeRanks those of {@link ConformalRule}
 * @param images how many held-out images {@code scores} stand for
 */
public record ConformalScores(List<Double> scores, double penalty, int freeRanks, int images) {
    /** The most scores that are kept. */
    public static final int MOST_SCORES = 2000;

    /** Checks the ranges. */
    public ConformalScores {
        scores = List.copyOf(scores);
        if (scores.isEmpty() || scores.size() > MOST_SCORES) {
            throw new IllegalArgumentException("there must be 1 to " + MOST_SCORES + " scores, found " + scores.size());
        }
        double last = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            if (!(score >= last) || !Double.isFinite(score)) {
                throw new IllegalArgumentException("scores must be finite and ascending, found " + score);
            }
            last = score;
        }
        if (!(penalty >= 0) || !Double.isFinite(penalty) || freeRanks < 1) {
            throw new IllegalArgumentException("the penalty must be finite and at least 0, the free ranks at least 1");
        }
        if (images < scores.size()) {
            throw new IllegalArgumentException("images must be at least the scores, found " + images);
        }
    }

    /**
     * The scores of held-out images.
     *
     * @param probabilities one row per image, one value per class
     * @param labels the right class of each; at least one image
     */
    public static ConformalScores of(float[][] probabilities, int[] labels) {
        double[] sorted = ConformalRule.sortedScores(probabilities, labels);
        int count = Math.min(sorted.length, MOST_SCORES);
        List<Double> kept = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            long rank = ((long) i * sorted.length + count - 1) / count;
            kept.add(sorted[(int) rank - 1]);
        }
        return new ConformalScores(kept, ConformalRule.PENALTY, ConformalRule.FREE_RANKS, sorted.length);
    }

    /**
     * The rule of a coverage.
     *
     * @param coverage in (0, 1)
     * @throws UsageException if it is out of its range, or there are fewer images than {@link ConformalRule#needed}
     */
    public ConformalRule rule(double coverage) {
        CalibrationSettings.requireCoverage(coverage);
        int needed = ConformalRule.needed(coverage);
        if (images < needed) {
            throw new UsageException(
                    "coverage",
                    "must be at most %s, since the model was calibrated on %d held-out images"
                            .formatted((double) images / (images + 1), images),
                    Double.toString(coverage),
                    "ask for less, or train with more validation images");
        }
        long rank = ConformalRule.rank(coverage, images);
        int kept = (int) ((rank - 1) * scores.size() / images);
        return new ConformalRule(coverage, scores.get(kept), penalty, freeRanks, images);
    }
}
