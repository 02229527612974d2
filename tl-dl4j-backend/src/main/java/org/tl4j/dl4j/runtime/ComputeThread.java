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
 * A thread that runs all computations of one network, whichever thread calls. ND4J keeps native memory for every thread
 * that ever computed: workspaces, which are freed with this thread, and more that is never freed. An application that calls
 * from a thousand short-lived threads would otherwise keep that a thousand times. The thread is a daemon, starts with the
 * first call, ends when it is idle for a while, and starts again when needed. Thread-safe.
 */
public final class ComputeThread implements AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private volatile Thread thread;

    /** Creates the object; the thread starts with the first call. */
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
     * Runs work on this thread and waits for it. Exceptions of the work are thrown unchanged. An interrupt of the caller
     * does not end the wait, because native code cannot be interrupted; the interrupt flag is still set afterwards.
     *
     * @throws java.util.concurrent.RejectedExecutionException if this object was closed
     */
    public <T> T call(Supplier<T> work) {
        Callable<T> task = work::get;
        return result(executor.submit(task));
    }

    /** Whether the calling thread is this thread, which must not wait for itself. */
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
            // a supplier throws unchecked exceptions only
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread after the work that was submitted; closing again has no effect. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
