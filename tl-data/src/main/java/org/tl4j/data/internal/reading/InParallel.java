package org.tl4j.data.internal.reading;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.progress.Progress;

/** Applies a function to each item of a list with several threads, and passes the results on in list order. */
final class InParallel {
    private static final String STAGE = "reading images";

    /** Things that are handed on together: few enough that progress is seen. */
    private static final int LEAST = 32;

    /** Enough that one slow thing does not keep the other threads waiting. */
    private static final int PER_THREAD = 8;

    private InParallel() {}

    /**
     * Calls {@code work} in other threads, which have ended afterwards; {@code results} and {@code progress} in the calling
     * thread.
     *
     * @throws InterruptedWorkException if this thread is interrupted meanwhile; it stays so
     */
    static <T, R> void map(List<T> things, Function<T, R> work, int threads, Consumer<R> results, Progress progress) {
        int size = Math.max(LEAST, PER_THREAD * threads);
        int batches = (things.size() + size - 1) / size;
        int[] done = {0};
        progress.at(STAGE, 0, things.size());
        try (Workers workers = Workers.of(STAGE, threads)) {
            new LookAhead<>(workers, new Mapping<>(things, work, size))
                    .eachUntilInterrupted(0, batches, (number, batch) -> {
                        batch.mapped().forEach(results);
                        done[0] += batch.things().size();
                        progress.at(STAGE, done[0], things.size());
                        return true;
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    new Problem(
                            STAGE,
                            "must not be interrupted",
                            "an interruption after %d of %d".formatted(done[0], things.size()),
                            "start it again"),
                    e);
        }
    }

    /**
     * Some of the things, and what becomes of them.
     *
     * @param mapped one per thing; each is set by the thread that makes it
     */
    private record Batch<T, R>(List<T> things, List<R> mapped) {}

    private record Mapping<T, R>(List<T> things, Function<T, R> work, int size)
            implements LookAhead.Source<Batch<T, R>> {
        @Override
        public Batch<T, R> open(int number) {
            List<T> some = things.subList(number * size, Math.min(things.size(), (number + 1) * size));
            return new Batch<>(some, new ArrayList<>(Collections.nCopies(some.size(), null)));
        }

        @Override
        public int items(Batch<T, R> batch) {
            return batch.things().size();
        }

        @Override
        public void load(Batch<T, R> batch, int item) {
            batch.mapped().set(item, work.apply(batch.things().get(item)));
        }
    }
}
