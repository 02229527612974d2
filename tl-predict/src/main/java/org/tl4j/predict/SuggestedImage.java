package org.tl4j.predict;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.tl4j.core.prediction.Prediction;

/**
 * An image that a person should label next.
 *
 * @param image the file
 * @param prediction what the model says of it
 * @param uncertainty from 0 to 1: 1 minus the difference of the two largest probabilities; of several labels, that of the label
 *     whose probability is nearest to a half
 */
public record SuggestedImage(Path image, Prediction prediction, double uncertainty) {
    public SuggestedImage {
        requireNonNull(image, "image is null");
        requireNonNull(prediction, "prediction is null");
    }
}
