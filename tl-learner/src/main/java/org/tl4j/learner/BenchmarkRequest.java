package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.time.Duration;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;

/**
 * What is measured, and for how long.
 *
 * @param backbone the network
 * @param photos labelled images, laid out as for training, from which a small classifier is trained
 * @param photo an image file, which is decoded and predicted again and again
 * @param batch how many images the network computes at a time, from 1 to 1024
 * @param each for how long each part is measured; at least five times, however long they take
 * @param progress receives which part is measured
 */
public record BenchmarkRequest(
        BackboneRequest backbone, Path photos, Path photo, int batch, Duration each, Progress progress) {
    private static final int LARGEST_BATCH = 1024;

    /**
     * Checks the values.
     *
     * @throws UsageException if one is null or out of its range
     */
    public BenchmarkRequest {
        required(backbone, "backbone");
        required(photos, "photos");
        required(photo, "photo");
        required(each, "each");
        required(progress, "progress");
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new UsageException("batch", "must be from 1 to " + LARGEST_BATCH, Integer.toString(batch), "");
        }
        if (each.isNegative()) {
            throw new UsageException("each", "must be a time of at least 0", each.toString(), "");
        }
    }
}
