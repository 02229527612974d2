package org.tl4j.core.calibration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * How far the features of an image are from those of the training images, by {@link FeatureDistance}.
 *
 * @param means {@code [classes, width]}: the mean of each class, from -1 to 1
 * @param directions {@code [classes, rank, width]}: in which directions each class varies most, scaled by how much, from -1 to 1
 * @param scales {@code [classes]}: above 0, finite, by which the distance of each class is multiplied
 * @param distances those of held-out images, ascending; at least one, at most {@value #MOST_DISTANCES}
 * @param images how many held-out images {@code distances} stand for
 * @param crossValidated whether these images were training images, each measured without its part of them
 * @param bound the familiarity below which an image is unfamiliar, in [0, 1)
 */
public record FamiliarityModel(
        Tensor means,
        Tensor directions,
        Tensor scales,
        List<Double> distances,
        int images,
        boolean crossValidated,
        double bound) {
    /** The most distances that are kept; of more images these are quantiles. */
    public static final int MOST_DISTANCES = 1000;

    /** Means and directions are of vectors of length 1; a little more for rounding. */
    private static final float LARGEST = 1.001f;

    /** Checks the shapes and ranges. */
    public FamiliarityModel {
        requireNonNull(means, "means is null");
        requireNonNull(directions, "directions is null");
        requireNonNull(scales, "scales is null");
        distances = List.copyOf(distances);
        if (means.shape().size() != 2 || means.shape().contains(0)) {
            throw new IllegalArgumentException("means must be of shape [classes, width], found " + means.shape());
        }
        int classes = means.shape().get(0);
        List<Integer> shape = directions.shape();
        if (shape.size() != 3
                || shape.get(0) != classes
                || !shape.get(2).equals(means.shape().get(1))) {
            throw new IllegalArgumentException(
                    "directions must be of shape [classes, rank, width] as the means, found " + shape);
        }
        if (!scales.shape().equals(List.of(classes))) {
            throw new IllegalArgumentException("scales must be of shape [classes], found " + scales.shape());
        }
        requireRange(means, -LARGEST, LARGEST);
        requireRange(directions, -LARGEST, LARGEST);
        requireRange(scales, Float.MIN_VALUE, Float.MAX_VALUE);
        requireDistances(distances);
        if (images < distances.size()) {
            throw new IllegalArgumentException("images must be at least the distances, found " + images);
        }
        if (!(bound >= 0 && bound < 1)) {
            throw new IllegalArgumentException("bound must be in [0, 1), found " + bound);
        }
    }

    private static void requireRange(Tensor tensor, float least, float greatest) {
        for (int i = 0; i < tensor.values().limit(); i++) {
            float value = tensor.values().get(i);
            if (!(value >= least && value <= greatest)) {
                throw new IllegalArgumentException(
                        "%s must be from %s to %s, found %s".formatted(tensor.name(), least, greatest, value));
            }
        }
    }

    private static void requireDistances(List<Double> distances) {
        if (distances.isEmpty() || distances.size() > MOST_DISTANCES) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + MOST_DISTANCES + " distances, found " + distances.size());
        }
        double last = 0;
        for (double distance : distances) {
            if (!(distance >= last) || Double.isInfinite(distance)) {
                throw new IllegalArgumentException("distances must be finite and ascending from 0, found " + distance);
            }
            last = distance;
        }
    }

    /** Features per image. */
    public int width() {
        return means.shape().get(1);
    }

    /**
     * The share of held-out images that are at most as familiar as one at this distance. It falls with the distance everywhere,
     * also beyond the images that are known, so that images can be ordered by it.
     *
     * @param distance at least 0
     * @return from 0 to 1
     */
    public double familiarity(double distance) {
        int count = distances.size();
        int nearer = 0;
        while (nearer < count && distances.get(nearer) <= distance) {
            nearer++;
        }
        double rank;
        if (nearer == 0) {
            rank = distance / distances.get(0);
        } else if (nearer == count) {
            rank = distance == 0 ? count : count + 1 - distances.get(count - 1) / distance;
        } else {
            double low = distances.get(nearer - 1);
            rank = nearer + (distance - low) / (distances.get(nearer) - low);
        }
        return Math.max(0, 1 - rank / (count + 1));
    }

    /** Whether an image of this familiarity is unfamiliar. */
    public boolean isUnfamiliar(double familiarity) {
        return familiarity < bound;
    }
}
