package org.tl4j.data.internal.reading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.progress.Progress;

/** Applies a function to each item of a list with several threads, and passes the results on in list order. */
final class InParallel {
    private static final String STAGE = "reading images";

    /** Large enough that handing over costs little, small enough that progress is visible. */
    private static final int CHUNK = 32;

    private InParallel() {}

    /**
     * Calls {@code work} in other threads; {@code results} and {@code progress} in the calling thread.
     *
     * @throws EnvironmentException if this thread is interrupted meanwhile
     */
    static <T, R> void map(List<T> things, Function<T, R> work, int threads, Consumer<R> results, Progress progress) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, STAGE);
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<List<R>>> ahead = new ArrayDeque<>();
            progress.at(STAGE, 0, things.size());
            int done = 0;
            for (int start = 0; start < things.size() || !ahead.isEmpty(); start += CHUNK) {
                if (start < things.size()) {
                    List<T> chunk = things.subList(start, Math.min(things.size(), start + CHUNK));
                    ahead.add(executor.submit(() -> chunk.stream().map(work).toList()));
                }
                // Some chunks are always queued ahead of the one that is waited for, so that no thread is idle.
                if (ahead.size() > 2 * threads || start + CHUNK >= things.size()) {
                    List<R> finished = ahead.remove().get();
                    finished.forEach(results);
                    done += finished.size();
                    progress.at(STAGE, done, things.size());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException(
                    new Problem(STAGE, "must be left to end", "an interruption", "start it again"), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(STAGE + " failed unexpectedly", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
