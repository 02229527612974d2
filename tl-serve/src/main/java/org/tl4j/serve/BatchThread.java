package org.tl4j.serve;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A thread that computes the batches of a queue until it is closed and empty. Images that nobody waits for are left out. Where a batch
 * fails, its images are computed one by one, so that only those fail that cannot be computed. Thread-safe.
 *
 * @param <R> what is computed of an image
 */
final class BatchThread<R> {
    private final BatchQueue<R> queue;
    private final Function<ImageBatch, List<R>> compute;
    private final BatchObserver observer;
    private final LongSupplier nanos;
    private final Thread thread;

    /** When the batch began that is being computed. */
    private volatile OptionalLong computingSince = OptionalLong.empty();

    /** With room for the largest batch so far, or for up to twice as many images; used by the thread alone. */
    private ImageBatch buffer;

    /** Does not start it; see {@link Batcher} for the arguments. */
    BatchThread(
            String name,
            BatchQueue<R> queue,
            Function<ImageBatch, List<R>> compute,
            BatchObserver observer,
            LongSupplier nanos) {
        this.queue = queue;
        this.compute = compute;
        this.observer = observer;
        this.nanos = nanos;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether a batch is being computed for longer than this, or the thread has ended by a failure. */
    boolean isStuck(long longestNanos) {
        OptionalLong since = computingSince;
        return (!queue.isClosed() && !thread.isAlive())
                || (since.isPresent() && nanos.getAsLong() - since.getAsLong() > longestNanos);
    }

    private void work() {
        for (List<BatchItem<R>> batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
            List<BatchItem<R>> wanted = wanted(batch);
            if (!wanted.isEmpty()) {
                computeAll(wanted);
            }
        }
    }

    private List<BatchItem<R>> wanted(List<BatchItem<R>> batch) {
        List<BatchItem<R>> wanted = new ArrayList<>();
        for (BatchItem<R> item : batch) {
            try {
                if (item.isWanted()) {
                    wanted.add(item);
                } else {
                    item.result().completeExceptionally(new DroppedWorkException());
                }
            } catch (RuntimeException | Error e) { // handed to those who wait; the thread goes on
                item.result().completeExceptionally(e);
            }
        }
        return wanted;
    }

    private void computeAll(List<BatchItem<R>> batch) {
        long start = nanos.getAsLong();
        for (BatchItem<R> item : batch) {
            observer.queued((start - item.decodedNanos()) / 1e9);
        }
        Optional<Throwable> failure = compute(batch);
        if (failure.isEmpty()) {
            return;
        }
        if (batch.size() == 1) {
            batch.get(0).result().completeExceptionally(failure.get());
            return;
        }
        for (BatchItem<R> item : batch) {
            compute(List.of(item)).ifPresent(alone -> item.result().completeExceptionally(alone));
        }
    }

    /** Completes the results of these, or returns why there are none. */
    private Optional<Throwable> compute(List<BatchItem<R>> batch) {
        long start = nanos.getAsLong();
        computingSince = OptionalLong.of(start);
        List<R> results = List.of();
        Throwable failure = null;
        try {
            results = compute.apply(joined(batch));
            if (results.size() != batch.size()) {
                failure = new IllegalStateException(
                        "there must be a result per image, found %d for %d".formatted(results.size(), batch.size()));
            }
        } catch (RuntimeException | Error e) { // handed to those who wait; the thread goes on
            failure = e;
        }
        computingSince = OptionalLong.empty();
        observer.computed(batch.size(), (nanos.getAsLong() - start) / 1e9);
        if (failure != null) {
            return Optional.of(failure);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
        return Optional.empty();
    }

    /** Images as one batch, in a buffer that is used again: a new one per batch would be freed only by the garbage collector. */
    private ImageBatch joined(List<BatchItem<R>> batch) {
        if (batch.size() == 1) {
            return batch.get(0).image();
        }
        if (buffer == null || buffer.images() < batch.size()) {
            buffer = roomFor(batch);
        }
        for (int i = 0; i < batch.size(); i++) {
            FloatBuffer values = batch.get(i).image().values();
            buffer.image(i).put(values.slice(0, values.limit()));
        }
        return buffer.first(batch.size());
    }

    /** With room for twice as many, so that a load that grows does not leave many behind for the garbage collector. */
    private ImageBatch roomFor(List<BatchItem<R>> batch) {
        int images = Math.min(2 * batch.size(), queue.maximumSize());
        return ImageBatch.joined(Collections.nCopies(images, batch.get(0).image()));
    }

    /** Waits until all is computed, unless this thread itself asks for that; an interrupt is kept for later. */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
