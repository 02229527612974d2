package org.tl4j.predict;

import java.util.List;
import org.tl4j.core.error.DataException;

/**
 * Which of many images to label next.
 *
 * @param images the suggested ones, the most useful first
 * @param considered how many images were looked at
 * @param known images that were left out, since the model was trained on them
 * @param failures why other images could not be read
 */
public record SuggestionResult(List<SuggestedImage> images, int considered, int known, List<DataException> failures) {
    public SuggestionResult {
        images = List.copyOf(images);
        failures = List.copyOf(failures);
    }
}
