package org.tl4j.learner;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;

/** Threads that call the same at the same time, as those of a server do. */
final class Callers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    Callers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /** Each thread calls once, and then another {@code times - 1} times; returns when all have ended. */
    void call(int times, Runnable work) {
        List<Future<?>> calls = IntStream.range(0, threads)
                .<Future<?>>mapToObj(thread -> executor.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        work.run();
                    }
                }))
                .toList();
        for (Future<?> call : calls) {
            finish(call);
        }
    }

    private static void finish(Future<?> call) {
        try {
            call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    new Problem("the measurement", "must not be interrupted", "an interruption", ""), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
