package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.error.UsageException;

/**
 * From which images some are to be suggested.
 *
 * @param bundle the model
 * @param images files without labels
 * @param count how many are wanted, at least 1; fewer are suggested where there are not so many
 */
public record SuggestionRequest(Path bundle, List<Path> images, int count) {
    /**
     * Checks the count, and that nothing is missing.
     *
     * @throws UsageException if something is null, or {@code count} is below 1
     */
    public SuggestionRequest {
        required(bundle, "bundle");
        images = List.copyOf(required(images, "images"));
        if (count < 1) {
            throw new UsageException("count", "must be at least 1", "" + count, "");
        }
    }
}
