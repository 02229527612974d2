package org.tl4j.core.evaluation;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.dataset.ImageLocation;

/**
 * The output of a network for one image whose class is known. The array is not copied.
 *
 * @param location where the image is
 * @param actual the index of its class
 * @param probabilities one per class, in the order of the labels; they belong to the receiver
 */
@SuppressWarnings("ArrayRecordComponent") // as many values as classes for each of a million images
public record EvaluatedImage(ImageLocation location, int actual, float[] probabilities) {
    public EvaluatedImage {
        requireNonNull(location, "location is null");
        if (actual < 0 || actual >= probabilities.length) {
            throw new IllegalArgumentException(
                    "the actual class must be in [0, " + probabilities.length + "), found " + actual);
        }
    }

    /** The index of the most probable class; of equal ones the first. */
    public int predicted() {
        int predicted = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[predicted]) {
                predicted = c;
            }
        }
        return predicted;
    }

    /** Whether the most probable class is the actual one. */
    public boolean isRight() {
        return predicted() == actual;
    }
}
