package org.tl4j.cli.commands;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reloads the models of a server on a thread of its own, so that a signal that stops the server is seen meanwhile. One reload is under
 * way, and one waits, which is for all signals that have come since. Thread-safe.
 */
final class Reloads implements AutoCloseable {
    private final Duration patience;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Reloads::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    /** Waits at its end for as long as {@code patience} for a reload under way. */
    Reloads(Duration patience) {
        this.patience = patience;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "reload");
        thread.setDaemon(true);
        return thread;
    }

    /** Reloads soon, unless another reload waits already, or they have been stopped. */
    void request(Runnable reload) {
        executor.execute(reload);
    }

    /** Begins no further reload. One under way goes on, for an interruption in the middle of a file would look like a broken model. */
    void stop() {
        executor.getQueue().clear();
        executor.shutdown();
    }

    /** Whether no further reload begins. */
    boolean isStopped() {
        return executor.isShutdown();
    }

    /** Stops them, and waits for the one under way: native code should not be at work when the process ends. */
    @Override
    public void close() {
        stop();
        try {
            executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
