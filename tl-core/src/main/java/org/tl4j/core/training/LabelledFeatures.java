package org.tl4j.core.training;

import org.tl4j.core.backbone.FeatureRows;

/**
 * Features with their classes. The features may be on disk, and are read as often as they are used. The array is not
 * copied.
 *
 * @param features [n, width]
 * @param labels the class of each row, from 0 to below {@code classes}
 * @param classes how many classes there are
 */
@SuppressWarnings("ArrayRecordComponent") // a hundred thousand labels; never compared
public record LabelledFeatures(FeatureRows features, int[] labels, int classes) {
    public LabelledFeatures {
        if (labels.length != features.rows()) {
            throw new IllegalArgumentException(
                    "there must be one label per row, found " + labels.length + " for " + features.rows());
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("a label must be in [0, " + classes + "), found " + label);
            }
        }
    }
}
