package org.tl4j.core.evaluation;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;

/**
 * The output of a network for one image whose labels are known, of which it may have any number. The array is not copied.
 *
 * @param location where the image is
 * @param actual its labels
 * @param probabilities one per label, in the order of the labels
 */
@SuppressWarnings("ArrayRecordComponent") // as many values as labels for each of a million images
public record EvaluatedLabels(ImageLocation location, Annotation actual, float[] probabilities) {
    public EvaluatedLabels {
        requireNonNull(location, "location is null");
        requireNonNull(actual, "actual is null");
    }
}
