package org.tl4j.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Decoded images until they go into a batch, and how many may be on their way. A batch begins when it is full, when its first
 * image has waited for the maximum delay, or when no other image of the model is on its way: then waiting would not help. What is
 * ready is divided among the threads that ask for a batch. Thread-safe.
 *
 * @param <R> what is computed of an image
 */
final class BatchQueue<R> {
    private final int maximumSize;
    private final long maximumDelayNanos;
    private final int limit;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final Deque<BatchItem<R>> ready = new ArrayDeque<>();
    private int admitted;
    private int asking;
    private boolean closed;

    /** Measures time by {@code nanos}, as {@link System#nanoTime()} gives it. */
    BatchQueue(BatchSettings settings, LongSupplier nanos) {
        this.maximumSize = settings.maximumSize();
        this.maximumDelayNanos = settings.maximumDelay().toNanos();
        this.limit = settings.queueSize();
        this.nanos = nanos;
    }

    /** The most images of a batch. */
    int maximumSize() {
        return maximumSize;
    }

    /** Takes places for this many images, or none; whether it did. */
    boolean admit(int images) {
        lock.lock();
        try {
            if (closed || images > limit - admitted) {
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

    /** Hands over a decoded image, which has a place until its batch begins; {@code false} if the queue is closed. */
    boolean add(BatchItem<R> item) {
        lock.lock();
        try {
            if (closed) {
                admitted--;
                return false;
            }
            ready.add(item);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Images that are accepted and in no batch yet. */
    int waiting() {
        lock.lock();
        try {
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the items of the next batch; none when the queue is closed and empty. */
    List<BatchItem<R>> next() {
        lock.lock();
        asking++;
        try {
            do {
                while (ready.isEmpty() && !closed) {
                    changed.awaitUninterruptibly();
                }
                waitForMore();
                // another thread may have taken all meanwhile
            } while (ready.isEmpty() && !closed);
            int size = Math.min(maximumSize, (ready.size() + asking - 1) / asking);
            List<BatchItem<R>> batch = new ArrayList<>();
            while (batch.size() < size) {
                batch.add(ready.remove());
                admitted--;
            }
            return batch;
        } finally {
            asking--;
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

    /** Whether no more images are taken. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more images; those that have come are still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
