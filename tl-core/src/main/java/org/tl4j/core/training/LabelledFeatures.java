package org.tl4j.core.training;

import org.tl4j.core.backbone.FeatureBatch;

/**
 * Features with their classes. The array is not copied.
 *
 * @param features [n, width]
 * @param labels the class of each row, from 0 to below {@code classes}
 * @param classes how many classes there are
 */
@SuppressWarnings("ArrayRecordComponent") // a hundred thousand labels; never compared
public record LabelledFeatures(FeatureBatch features, int[] labels, int classes) {
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
