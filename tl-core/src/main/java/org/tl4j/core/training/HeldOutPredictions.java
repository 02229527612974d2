package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.dataset.LabelMatrix;

/**
 * What a model predicted for images that it was not fitted to. The arrays are not copied, and not to be changed.
 *
 * @param probabilities one row per image, one value per class
 * @param targets the labels of the same images
 * @param crossValidated whether each image was predicted by a model fitted to the others, because there are no validation
 *     images
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record HeldOutPredictions(float[][] probabilities, LabelMatrix targets, boolean crossValidated) {
    public HeldOutPredictions {
        requireNonNull(targets, "targets is null");
        if (probabilities.length != targets.rows()) {
            throw new IllegalArgumentException(
                    "there must be one row per image, found %d for %d".formatted(probabilities.length, targets.rows()));
        }
    }
}
