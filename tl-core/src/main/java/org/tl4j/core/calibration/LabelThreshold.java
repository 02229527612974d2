package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.evaluation.Interval;

/**
 * From which probability on a label is accepted, and what that reaches on held-out images.
 *
 * @param label the label
 * @param threshold from 0 to 1; probabilities from it on are accepted
 * @param precision the share of the accepted images that have the label
 * @param precisionInterval its 95 % interval
 * @param recall the share of the images with the label that are accepted
 * @param recallInterval its 95 % interval
 * @param images how many held-out images have the label
 */
public record LabelThreshold(
        String label,
        double threshold,
        double precision,
        Interval precisionInterval,
        double recall,
        Interval recallInterval,
        int images) {
    public LabelThreshold {
        requireNonNull(label, "label is null");
        requireNonNull(precisionInterval, "precisionInterval is null");
        requireNonNull(recallInterval, "recallInterval is null");
        requireShare("threshold", threshold);
        requireShare("precision", precision);
        requireShare("recall", recall);
        requireShares("precisionInterval", precisionInterval);
        requireShares("recallInterval", recallInterval);
        if (images < 0) {
            throw new IllegalArgumentException("images must be at least 0, found " + images);
        }
    }

    private static void requireShares(String name, Interval interval) {
        requireShare(name, interval.low());
        requireShare(name, interval.high());
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, found " + share);
        }
    }
}
