package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.progress.Progress;

/**
 * Two models to compare.
 *
 * @param first a model
 * @param second another model
 * @param data labelled images
 * @param subset which subset of them, where there are subsets; empty takes test, else validation
 * @param reading limits on what is read
 * @param progress receives how far the work is
 */
public record DiffRequest(
        Path first, Path second, Path data, Optional<Subset> subset, ReadingSettings reading, Progress progress) {
    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if something is null
     */
    public DiffRequest {
        required(first, "first");
        required(second, "second");
        required(data, "data");
        required(subset, "subset");
        required(reading, "reading");
        required(progress, "progress");
    }

    /** Compares with all defaults. */
    public static DiffRequest of(Path first, Path second, Path data) {
        return new DiffRequest(first, second, data, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE);
    }
}
