package org.tl4j.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.prediction.ImageStages;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * One kind of work on images, such as prediction: decoding by threads that all models share, then the batches of this kind.
 * Thread-safe.
 *
 * @param <R> what is computed of an image
 */
final class ImageWork<R> implements AutoCloseable {
    private final ImageStages<R> stages;
    private final Executor decoding;
    private final Executor answering;
    private final Batcher<R> batcher;
    private final BatchObserver observer;
    private final LongSupplier nanos;

    /**
     * Owns the batcher, and neither the stages nor the threads that decode.
     *
     * @param name of the threads that compute
     * @param answering completes what is returned
     */
    ImageWork(
            String name,
            ImageStages<R> stages,
            Executor decoding,
            Executor answering,
            BatchSettings settings,
            BatchObserver observer,
            LongSupplier nanos) {
        this.stages = stages;
        this.decoding = decoding;
        this.answering = answering;
        this.observer = observer;
        this.nanos = nanos;
        this.batcher = new Batcher<>(name, stages::compute, settings, observer, nanos);
    }

    /** Images that are accepted and in no batch yet. */
    int waiting() {
        return batcher.waiting();
    }

    /** Whether a batch is being computed for longer than this, or none is computed any more. */
    boolean isStuck(long longestNanos) {
        return batcher.isStuck(longestNanos);
    }

    /**
     * Decodes and computes images; one that cannot be decoded does not stop the others.
     *
     * @param wanted whether somebody still waits, which is asked before an image is decoded and before it is computed
     * @return an outcome per image in their order; it fails with {@link DroppedWorkException} if nobody waits, and with another
     *     exception if the batch cannot be computed
     * @throws RefusedRequestException if the queue is full
     */
    CompletableFuture<List<ImageOutcome<R>>> encoded(List<SubmittedImage> images, BooleanSupplier wanted) {
        requireRoom(images.size());
        List<CompletableFuture<ImageOutcome<R>>> outcomes = new ArrayList<>();
        for (SubmittedImage image : images) {
            CompletableFuture<ImageOutcome<R>> outcome = new CompletableFuture<>();
            outcomes.add(outcome);
            long submitted = nanos.getAsLong();
            try {
                decoding.execute(() -> decode(image, wanted, outcome, submitted));
            } catch (RejectedExecutionException e) { // the server stops
                batcher.leave();
                outcome.completeExceptionally(new DroppedWorkException());
            }
        }
        return all(outcomes);
    }

    /** The same for images that are decoded already, each alone in a batch. */
    CompletableFuture<List<R>> decoded(List<ImageBatch> images, BooleanSupplier wanted) {
        requireRoom(images.size());
        List<CompletableFuture<R>> results = new ArrayList<>();
        for (ImageBatch image : images) {
            CompletableFuture<R> result = new CompletableFuture<>();
            results.add(result);
            batcher.add(new BatchItem<>(image, wanted, result, nanos.getAsLong()));
        }
        return all(results);
    }

    private void requireRoom(int images) {
        if (!batcher.admit(images)) {
            throw RefusedRequestException.queueFull();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its outcome is that of another future
    private void decode(
            SubmittedImage image, BooleanSupplier wanted, CompletableFuture<ImageOutcome<R>> outcome, long submitted) {
        long start = nanos.getAsLong();
        observer.submitted((start - submitted) / 1e9);
        ImageBatch prepared;
        try {
            if (!wanted.getAsBoolean()) {
                throw new DroppedWorkException();
            }
            requireBytes(image);
            prepared = stages.prepare(image.bytes());
        } catch (DataException e) {
            batcher.leave();
            outcome.complete(ImageOutcome.failed(image.name(), named(image.name(), e)));
            return;
        } catch (RuntimeException | Error e) { // handed to those who wait; the thread goes on
            batcher.leave();
            outcome.completeExceptionally(e);
            return;
        }
        long end = nanos.getAsLong();
        observer.decoded((end - start) / 1e9);
        CompletableFuture<R> result = new CompletableFuture<>();
        result.whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(ImageOutcome.of(image.name(), value));
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        batcher.add(new BatchItem<>(prepared, wanted, result, end));
    }

    private static void requireBytes(SubmittedImage image) {
        if (image.bytes().length == 0) {
            throw new DataException(
                    DataKind.CORRUPT,
                    new Problem(image.name(), "must be a whole image", "one that is empty", ""),
                    null);
        }
    }

    /** The same failure, with the image of the request as its subject. */
    static DataException named(String name, DataException failure) {
        Problem problem = failure.problem();
        return new DataException(
                failure.kind(), new Problem(name, problem.rule(), problem.found(), problem.remedy()), failure);
    }

    /** Completed by a thread that makes answers: the one that computes goes on with the next batch. */
    @SuppressWarnings("FutureReturnValueIgnored") // its outcome is that of another future
    private <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            Runnable completion = () -> {
                if (failure == null) {
                    all.complete(parts.stream().map(CompletableFuture::join).toList());
                } else {
                    all.completeExceptionally(failure);
                }
            };
            try {
                answering.execute(completion);
            } catch (RejectedExecutionException e) { // the server has stopped
                completion.run();
            }
        });
        return all;
    }

    /** Computes what has come and ends the threads. */
    @Override
    public void close() {
        batcher.close();
    }
}
