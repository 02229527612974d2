package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.error.DataException;
import org.tl4j.core.prediction.Prediction;

/**
 * Which images to label next.
 *
 * @param images the suggested ones, the most useful first
 * @param considered how many images were looked at, also those that could not be read
 * @param known how many images were left out, since the model was trained or chosen by them
 * @param failures why images could not be read; each names its image
 */
public record SuggestionReport(List<Suggestion> images, int considered, int known, List<DataException> failures) {
    public SuggestionReport {
        images = List.copyOf(images);
        failures = List.copyOf(failures);
    }

    /**
     * An image that a person should label next.
     *
     * @param image the file
     * @param prediction what the model says of it
     * @param uncertainty from 0 to 1: 1 minus the difference of the two largest probabilities; of several labels, that of the
     *     label whose probability is nearest to a half
     */
    public record Suggestion(Path image, Prediction prediction, double uncertainty) {
        public Suggestion {
            requireNonNull(image, "image is null");
            requireNonNull(prediction, "prediction is null");
        }
    }
}
