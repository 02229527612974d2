package org.tl4j.strategies.inspection;

import java.util.Arrays;
import java.util.List;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.core.inspection.NearDuplicate;
import org.tl4j.core.inspection.Outlier;

/**
 * Images that are compared by their features.
 *
 * @param images one per row
 * @param indices of the same images among all that are inspected
 */
@SuppressWarnings("ArrayRecordComponent") // made and read only here
record Compared(UnitRows rows, List<InspectedImage> images, int[] indices) {
    /** At most {@code count} of them, at even distances. */
    Compared most(int count) {
        if (count >= images.size()) {
            return this;
        }
        int[] some = Sampling.evenly(images.size(), count);
        return new Compared(
                rows.select(some),
                Arrays.stream(some).mapToObj(images::get).toList(),
                Arrays.stream(some).map(row -> indices[row]).toArray());
    }

    int size() {
        return images.size();
    }

    /** A finding by row, by the index among all images. */
    NearDuplicate amongAll(NearDuplicate pair) {
        return new NearDuplicate(
                indices[pair.first()],
                indices[pair.second()],
                pair.similarity(),
                pair.bound(),
                pair.acrossSubsets(),
                pair.sameLabels());
    }

    /** The same. */
    LikelyWrongLabel amongAll(LikelyWrongLabel label) {
        return new LikelyWrongLabel(
                indices[label.image()],
                label.given(),
                label.likely(),
                label.givenProbability(),
                label.likelyProbability());
    }

    /** The same. */
    Outlier amongAll(Outlier outlier) {
        return new Outlier(indices[outlier.image()], outlier.distance(), outlier.bound());
    }
}
