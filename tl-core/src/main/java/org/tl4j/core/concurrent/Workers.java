package org.tl4j.core.concurrent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A number of threads that run small tasks. They are daemons, start with the first task, and end after a while
 * without any, or when this is closed. Nothing interrupts them: an interrupted thread would close the zip that it
 * reads. Thread-safe.
 *
 * <p>A task that one of these threads submits is run by that thread, so that nested use cannot deadlock.
 */
public final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private volatile int threads;

    private Workers(String name, int threads) {
        this.threads = threads;
        // after close the calling thread runs the task itself, so work that is still going on ends normally
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new WorkerThread(this, name, work),
                (work, closed) -> work.run());
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Workers whose threads have the name {@code name}.
     *
     * @param threads how many, at least 1
     */
    public static Workers of(String name, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("there must be at least 1 thread, found " + threads);
        }
        return new Workers(name, threads);
    }

    /** As many workers as this process has processors. */
    public static Workers ofProcessors(String name) {
        return of(name, Runtime.getRuntime().availableProcessors());
    }

    /** How many pieces of work are done at the same time. */
    public int threads() {
        return threads;
    }

    /**
     * Adds threads, for work that starts from now on, until there are as many as {@code least}; has no effect if there are already.
     * Threads are never taken away.
     */
    public synchronized void ensureThreads(int least) {
        if (least > threads) {
            executor.setMaximumPoolSize(least);
            executor.setCorePoolSize(least);
            threads = least;
        }
    }

    /**
     * Starts {@code work} for each of {@code items}, from 0, and returns at once.
     *
     * @param finish run by one of the threads after the last item, unless an item failed or the work was cancelled
     */
    ParallelWork start(int items, IntConsumer work, Runnable finish) {
        ParallelWork started = new ParallelWork(items, work, finish);
        if (isWorker()) {
            started.run();
        } else {
            for (int runner = 0; runner < Math.min(threads, items); runner++) {
                executor.execute(started);
            }
        }
        return started;
    }

    private boolean isWorker() {
        return Thread.currentThread() instanceof WorkerThread thread && thread.owner == this;
    }

    /** Ends the threads after the tasks that have started, and waits for them. Closing twice has no effect. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!isWorker() && !executor.isTerminated()) {
            try {
                executor.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class WorkerThread extends Thread {
        private final Workers owner;

        WorkerThread(Workers owner, String name, Runnable work) {
            super(work, name);
            this.owner = owner;
            setDaemon(true);
        }
    }
}
