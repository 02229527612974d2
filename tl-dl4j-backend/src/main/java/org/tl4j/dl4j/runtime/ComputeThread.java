package org.tl4j.dl4j.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A thread of ours on which one network computes, whoever calls. ND4J keeps native memory for every thread that ever computed:
 * workspaces, which end with this thread, and more that nobody frees. An application that asks from a thousand short-lived
 * threads would otherwise keep that a thousand times. It is a daemon, starts with the first call, ends when it had nothing to
 * do for a while, and starts again when needed. Thread-safe.
 */
public final class ComputeThread implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private volatile Thread thread;

    /** Starts nothing yet. */
    public ComputeThread(String name) {
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> thread(name, work));
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(String name, Runnable work) {
        Thread made = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
                    }
                },
                name);
        made.setDaemon(true);
        thread = made;
        return made;
    }

    /**
     * Does work on this thread and waits for it. What the work throws is thrown here, unchanged. An interrupt of the caller
     * does not end the wait, since native code cannot be interrupted; it is still set afterwards.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it was closed
     */
    public <T> T call(Supplier<T> work) {
        Callable<T> task = work::get;
        return result(executor.submit(task));
    }

    /** Whether the caller is done by this thread, which must not wait for itself. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // a supplier throws nothing else
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread once it has done what it was asked for; closing again does nothing. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
