package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;

/**
 * From which images some are to be suggested.
 *
 * @param bundle the model
 * @param images files without labels
 * @param count how many are wanted, at least 1; fewer are suggested where there are not so many
 * @param progress receives how many of the images whose features are not stored were computed, where features are stored
 */
public record SuggestionRequest(Path bundle, List<Path> images, int count, Progress progress) {
    /**
     * Checks the count, and that nothing is missing.
     *
     * @throws UsageException if something is null, or {@code count} is below 1
     */
    public SuggestionRequest {
        required(bundle, "bundle");
        images = List.copyOf(required(images, "images"));
        required(progress, "progress");
        if (count < 1) {
            throw new UsageException("count", "must be at least 1", "" + count, "");
        }
    }

    /** The same without reports of progress. */
    public SuggestionRequest(Path bundle, List<Path> images, int count) {
        this(bundle, images, count, Progress.NONE);
    }

    /** The same, reporting to {@code other} how far it is. */
    public SuggestionRequest withProgress(Progress other) {
        return new SuggestionRequest(bundle, images, count, other);
    }
}
