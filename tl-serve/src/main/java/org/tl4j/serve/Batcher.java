package org.tl4j.serve;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * Computes decoded images of several requests together: a {@link BatchQueue} and the {@link BatchThread}s that work it off.
 * Thread-safe.
 *
 * @param <R> what is computed of an image
 */
final class Batcher<R> implements AutoCloseable {
    private final BatchQueue<R> queue;
    private final List<BatchThread<R>> threads;

    /**
     * Starts the threads.
     *
     * @param name of the threads, which are numbered
     * @param compute one result per image, in their order; called by several threads at the same time
     * @param nanos the time, as {@link System#nanoTime()}
     */
    Batcher(
            String name,
            Function<ImageBatch, List<R>> compute,
            BatchSettings settings,
            BatchObserver observer,
            LongSupplier nanos) {
        this.queue = new BatchQueue<>(settings, nanos);
        this.threads = IntStream.rangeClosed(1, settings.batchThreads())
                .mapToObj(i -> new BatchThread<>(name + "-" + i, queue, compute, observer, nanos))
                .toList();
        try {
            threads.forEach(BatchThread::start);
        } catch (Error e) { // no more threads: those that run must not stay
            queue.close();
            throw e;
        }
    }

    /**
     * Takes places in the queue, one per image, each of which ends with {@link #add} or {@link #leave}.
     *
     * @return whether there were as many
     */
    boolean admit(int images) {
        return queue.admit(images);
    }

    /** Gives a place back, for an image that will not come. */
    void leave() {
        queue.leave();
    }

    /** Hands over a decoded image, whose place is free when its batch begins. */
    void add(BatchItem<R> item) {
        if (!queue.add(item)) {
            item.result().completeExceptionally(new DroppedWorkException());
        }
    }

    /** Images that are accepted and in no batch yet. */
    int waiting() {
        return queue.waiting();
    }

    /** Whether a batch is being computed for longer than this, or a thread has ended by a failure. */
    boolean isStuck(long longestNanos) {
        return threads.stream().anyMatch(thread -> thread.isStuck(longestNanos));
    }

    /** Takes no more images, computes those that have come, and waits for that. Closing twice has no effect. */
    @Override
    public void close() {
        queue.close();
        threads.forEach(BatchThread::awaitEnd);
    }
}
