package org.tl4j.core.inspection;

/**
 * Two images that show nearly the same: a photo and its smaller copy, or two photos of one moment.
 *
 * @param first index of an image
 * @param second index of another, greater than {@code first}
 * @param similarity the cosine of their features, each the root of its size, at most 1
 * @param bound that {@code similarity} reaches
 * @param acrossSubsets whether they have different roles, so that what is tested was nearly trained on
 * @param sameLabels whether they have the same labels
 */
public record NearDuplicate(
        int first, int second, double similarity, double bound, boolean acrossSubsets, boolean sameLabels) {
    public NearDuplicate {
        if (first < 0 || second <= first) {
            throw new IllegalArgumentException(
                    "a pair must be of two images in order, found %d and %d".formatted(first, second));
        }
    }
}
