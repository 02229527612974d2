package org.tl4j.core.concurrent;

import java.util.function.IntConsumer;

/** The same work for each of several items, each done once by one of the threads that run this. Thread-safe. */
final class ParallelWork implements Runnable {
    private static final int NONE = -1;

    private final int items;
    private final IntConsumer work;
    private final Runnable finish;

    // guarded by this
    private int next;
    private int running;
    private int finished;
    private int failedItem = Integer.MAX_VALUE;
    private Throwable failure;

    ParallelWork(int items, IntConsumer work, Runnable finish) {
        this.items = items;
        this.work = work;
        this.finish = finish;
    }

    /** Takes items until there are no more. */
    @Override
    public void run() {
        for (int item = claim(); item != NONE; item = claim()) {
            try {
                work.accept(item);
            } catch (RuntimeException | Error e) { // rethrown on the thread that waits
                failed(item, e);
            }
            if (wasLast()) {
                try {
                    finish.run();
                } catch (RuntimeException | Error e) { // rethrown on the thread that waits
                    failed(item, e);
                }
            }
            release();
        }
    }

    private synchronized int claim() {
        if (next >= items) {
            return NONE;
        }
        running++;
        return next++;
    }

    private synchronized void failed(int item, Throwable thrown) {
        if (item < failedItem) {
            failedItem = item;
            failure = thrown;
        }
    }

    private synchronized boolean wasLast() {
        finished++;
        return finished == items && failure == null;
    }

    private synchronized void release() {
        running--;
        notifyAll();
    }

    /**
     * Waits until every item is done. The exception of the first item that failed is thrown here.
     *
     * @throws InterruptedException if this thread is interrupted while it waits; the work continues
     */
    synchronized void await() throws InterruptedException {
        while (next < items || running > 0) {
            wait();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** The same, whether this thread is interrupted or not; if so, it still is afterwards. */
    void awaitUninterrupted() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts no more items and waits for those that have started; their exceptions are ignored. */
    void cancel() {
        boolean interrupted = false;
        synchronized (this) {
            next = items;
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
