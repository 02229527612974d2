package org.tl4j.serve;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * Computes decoded images of several requests together, on a thread of its own. A batch begins when it is full, when its first
 * image has waited for the maximum delay, or when no other image of the model is on its way: then waiting would not help. Images
 * that nobody waits for are left out. Where a batch fails, its images are computed one by one, so that only those fail that cannot be
 * computed. Thread-safe.
 *
 * @param <R> what is computed of an image
 */
final class Batcher<R> implements AutoCloseable {
    private final Function<ImageBatch, List<R>> compute;
    private final int maximumSize;
    private final long maximumDelayNanos;
    private final int queueSize;
    private final BatchObserver observer;
    private final LongSupplier nanos;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Deque<BatchItem<R>> ready = new ArrayDeque<>();
    private int admitted;
    private boolean closed;
    private long computingSince;
    private boolean computing;

    /** Of the largest batch so far; used by the thread alone. */
    private ImageBatch buffer;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param compute one result per image, in their order
     * @param nanos the time, as {@link System#nanoTime()}
     */
    Batcher(
            String name,
            Function<ImageBatch, List<R>> compute,
            BatchSettings settings,
            BatchObserver observer,
            LongSupplier nanos) {
        this.compute = compute;
        this.maximumSize = settings.maximumSize();
        this.maximumDelayNanos = settings.maximumDelay().toNanos();
        this.queueSize = settings.queueSize();
        this.observer = observer;
        this.nanos = nanos;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Takes places in the queue, one per image, each of which ends with {@link #add} or {@link #leave}.
     *
     * @return whether there were as many
     */
    boolean admit(int images) {
        lock.lock();
        try {
            if (closed || images > queueSize - admitted) {
                return false;
            }
            admitted += images;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back, for an image that will not come. */
    void leave() {
        lock.lock();
        try {
            admitted--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands over a decoded image, whose place is free when its batch begins. */
    void add(BatchItem<R> item) {
        lock.lock();
        try {
            if (!closed) {
                ready.add(item);
                changed.signalAll();
                return;
            }
            admitted--;
        } finally {
            lock.unlock();
        }
        item.result().completeExceptionally(new DroppedWorkException());
    }

    /** Images that are accepted and not yet computed. */
    int waiting() {
        lock.lock();
        try {
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a batch is being computed for longer than this, or the thread has ended by a failure. */
    boolean isStuck(long longestNanos) {
        lock.lock();
        try {
            return (!closed && !thread.isAlive()) || (computing && nanos.getAsLong() - computingSince > longestNanos);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (List<BatchItem<R>> batch = next(); !batch.isEmpty(); batch = next()) {
            List<BatchItem<R>> wanted = wanted(batch);
            if (!wanted.isEmpty()) {
                computeAll(wanted);
            }
        }
    }

    /** The items of the next batch; none when this is closed and all are computed. */
    private List<BatchItem<R>> next() {
        lock.lock();
        try {
            while (ready.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            waitForMore();
            List<BatchItem<R>> batch = new ArrayList<>();
            while (batch.size() < maximumSize && !ready.isEmpty()) {
                batch.add(ready.poll());
                admitted--;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void waitForMore() {
        boolean interrupted = false;
        while (!ready.isEmpty() && ready.size() < maximumSize && admitted > ready.size() && !closed) {
            long left = ready.peek().decodedNanos() + maximumDelayNanos - nanos.getAsLong();
            if (left <= 0) {
                break;
            }
            try {
                if (!changed.await(left, TimeUnit.NANOSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <R> List<BatchItem<R>> wanted(List<BatchItem<R>> batch) {
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
        long start = started(true);
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
        observer.computed(batch.size(), (started(false) - start) / 1e9);
        if (failure != null) {
            return Optional.of(failure);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(results.get(i));
        }
        return Optional.empty();
    }

    private long started(boolean yes) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            computing = yes;
            computingSince = now;
        } finally {
            lock.unlock();
        }
        return now;
    }

    /** Images as one batch, in a buffer that is used again: a new one per batch would be freed only by the garbage collector. */
    private ImageBatch joined(List<BatchItem<R>> batch) {
        if (batch.size() == 1) {
            return batch.get(0).image();
        }
        if (buffer == null || buffer.images() < batch.size()) {
            buffer = ImageBatch.joined(batch.stream().map(BatchItem::image).toList());
            return buffer;
        }
        for (int i = 0; i < batch.size(); i++) {
            FloatBuffer values = batch.get(i).image().values();
            buffer.image(i).put(values.slice(0, values.limit()));
        }
        return buffer.first(batch.size());
    }

    /** Takes no more images, computes those that have come, and waits for that. Closing twice has no effect. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
