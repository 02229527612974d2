package org.tl4j.core.preprocessing;

import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;

/**
 * Makes batches for a network from images: decoded by the workers, one batch ahead of the one that the caller works on,
 * and handed over in order on the caller's thread. Two buffers serve a whole run, however many images there are.
 * Thread-safe.
 */
public final class ImagePipeline {
    private final Workers workers;

    /** A pipeline on {@code workers}, which their owner closes. */
    public ImagePipeline(Workers workers) {
        this.workers = workers;
    }

    /** The threads that decode. */
    public Workers workers() {
        return workers;
    }

    /**
     * Decodes images.
     *
     * @param images may be empty
     * @param loader makes the input from an image
     * @param work takes each batch, whose buffer is used again when it returns
     * @param <T> an image
     * @param <F> why an image cannot be used
     * @throws InterruptedWorkException if this thread is interrupted before the last batch; it stays so. Images that
     *     have not been started are not decoded
     */
    public <T, F> void run(
            List<T> images, ImageLoader<T, F> loader, PipelineSettings settings, Consumer<DecodedBatch<T, F>> work) {
        int size = settings.batchSize();
        int batches = (images.size() + size - 1) / size;
        int[] done = {0};
        try {
            new LookAhead<>(workers, new DecodingSource<>(images, loader, settings))
                    .eachUntilInterrupted(0, batches, (number, rows) -> {
                        DecodedBatch<T, F> batch = rows.decoded();
                        work.accept(batch);
                        done[0] += batch.images().size();
                        settings.progress().at(settings.stage(), done[0], images.size());
                        return true;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(settings, done[0], images.size(), e);
        }
    }

    private static InterruptedWorkException interrupted(
            PipelineSettings settings, int done, int images, InterruptedException cause) {
        return new InterruptedWorkException(
                new Problem(
                        settings.stage(),
                        "must not be interrupted",
                        "an interruption after %d of %d".formatted(done, images),
                        ""),
                cause);
    }
}
