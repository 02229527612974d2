package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.backbone.FeatureRows;
import org.tl4j.core.dataset.LabelMatrix;

/**
 * Features with their labels. The features may be on disk, and are read as often as they are used.
 *
 * @param features [n, width]
 * @param targets the labels of each row
 */
public record LabelledFeatures(FeatureRows features, LabelMatrix targets) {
    public LabelledFeatures {
        requireNonNull(features, "features is null");
        if (targets.rows() != features.rows()) {
            throw new IllegalArgumentException(
                    "there must be one label per row, found " + targets.rows() + " for " + features.rows());
        }
    }

    /**
     * Features of images with one label each. The array is not copied.
     *
     * @param labels the class of each row, from 0 to below {@code classes}
     * @param classes how many classes there are
     */
    public LabelledFeatures(FeatureRows features, int[] labels, int classes) {
        this(features, LabelMatrix.single(labels, classes));
    }

    /**
     * The class of each row; not to be changed.
     *
     * @throws IllegalStateException if images may have several labels
     */
    public int[] labels() {
        return targets.singles();
    }

    /** How many classes, or labels, there are. */
    public int classes() {
        return targets.labels();
    }

    /** How many images. */
    public int rows() {
        return targets.rows();
    }
}
