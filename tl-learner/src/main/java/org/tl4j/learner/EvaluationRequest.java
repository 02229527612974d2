package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;

/**
 * What to evaluate.
 *
 * @param bundle the model
 * @param data a folder of class folders, a zip of the same, or a CSV
 * @param part which part of it, where it has parts; empty takes test, else validation
 * @param reading limits on what is read
 * @param progress hears how far it is
 */
public record EvaluationRequest(
        Path bundle, Path data, Optional<Part> part, ReadingSettings reading, Progress progress) {
    public EvaluationRequest {
        requireNonNull(bundle, "bundle is null");
        requireNonNull(data, "data is null");
        requireNonNull(part, "part is null");
        requireNonNull(reading, "reading is null");
        requireNonNull(progress, "progress is null");
    }

    /** Evaluates with all defaults. */
    public static EvaluationRequest of(Path bundle, Path data) {
        return new EvaluationRequest(bundle, data, Optional.empty(), ReadingSettings.DEFAULT, Progress.NONE);
    }
}
