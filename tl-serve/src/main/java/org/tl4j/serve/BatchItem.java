package org.tl4j.serve;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A decoded image on its way into a batch. Thread-safe.
 *
 * @param <R> what is computed of it
 */
final class BatchItem<R> {
    private final ImageBatch image;
    private final BooleanSupplier wanted;
    private final CompletableFuture<R> result;
    private final long decodedNanos;

    /**
     * @param image one image
     * @param wanted whether somebody still waits for the result
     * @param result completed with it
     * @param decodedNanos when the image was ready
     */
    BatchItem(ImageBatch image, BooleanSupplier wanted, CompletableFuture<R> result, long decodedNanos) {
        this.image = image;
        this.wanted = wanted;
        this.result = result;
        this.decodedNanos = decodedNanos;
    }

    ImageBatch image() {
        return image;
    }

    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    CompletableFuture<R> result() {
        return result;
    }

    long decodedNanos() {
        return decodedNanos;
    }
}
