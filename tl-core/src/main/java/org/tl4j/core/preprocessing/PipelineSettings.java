package org.tl4j.core.preprocessing;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.progress.Progress;

/**
 * How images go through a pipeline.
 *
 * @param stage its name in {@code progress} and in errors: {@code evaluating}
 * @param preprocessing how they become input
 * @param batchSize images per batch, at least 1
 * @param progress receives each finished batch
 */
public record PipelineSettings(String stage, Preprocessing preprocessing, int batchSize, Progress progress) {
    public PipelineSettings {
        requireNonNull(stage, "stage is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(progress, "progress is null");
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch must have at least 1 image, found " + batchSize);
        }
    }
}
