package org.tl4j.core.concurrent;

/**
 * Batches that workers load while the caller works on the previous one. While the last items of a batch are loaded, the
 * workers that are free begin the next one. At most two batches are in use, so the buffer of one can be used again two
 * batches later. When a call ends, however it ends, nothing is loaded any more. Immutable; thread-safe where
 * the source is.
 *
 * @param <B> a batch
 */
public final class LookAhead<B> {
    private final Workers workers;
    private final Source<B> source;

    /** Batches of {@code source}. */
    public LookAhead(Workers workers, Source<B> source) {
        this.workers = workers;
        this.source = source;
    }

    /**
     * Where batches come from.
     *
     * @param <B> a batch
     */
    public interface Source<B> {
        /**
         * An empty batch with the number {@code number}. Called by the thread that takes batches, when it has finished the
         * batch {@code number - 2}.
         */
        B open(int number);

        /** How many items the batch has, at least 1. */
        int items(B batch);

        /** Loads one item of the batch, from 0. Called by the workers, several items at the same time. */
        void load(B batch, int item);

        /** Completes a batch whose items are all loaded. Called by one of the workers. By default there is nothing to do. */
        default void complete(B batch) {}
    }

    /**
     * Processes batches.
     *
     * @param <B> a batch
     */
    @FunctionalInterface
    public interface Taker<B> {
        /**
         * Takes one batch.
         *
         * @param number the number that the source received
         * @return whether the next one is wanted
         */
        boolean take(int number, B batch);
    }

    /**
     * Gives the batches from number {@code first} to below {@code end}, in order, on this thread, as long as they are
     * wanted. An interrupt of this thread does not end it and stays set: the consumer decides. Exceptions of loading
     * are thrown here.
     */
    public void each(int first, int end, Taker<B> taker) {
        try {
            run(first, end, taker, () -> {}, ParallelWork::awaitUninterrupted);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a wait that ignores interrupts", e);
        }
    }

    /**
     * The same, but ends when this thread is interrupted: no further item is loaded, and it waits for those that are
     * being loaded.
     *
     * @throws InterruptedException if this thread is interrupted while a batch is still to come
     */
    public void eachUntilInterrupted(int first, int end, Taker<B> taker) throws InterruptedException {
        run(first, end, taker, LookAhead::requireNotInterrupted, ParallelWork::await);
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void run(int first, int end, Taker<B> taker, Check check, Wait wait) throws InterruptedException {
        if (first >= end) {
            return;
        }
        Loading<B> loading = start(first);
        Loading<B> next = loading;
        try {
            for (int number = first; number < end; number++) {
                check.beforeMoreIsLoaded();
                loading = next;
                // not after the wait: the workers would be idle while one of them loads the last item
                if (number + 1 < end) {
                    next = start(number + 1);
                }
                wait.until(loading.work());
                if (!taker.take(number, loading.batch())) {
                    return;
                }
            }
        } finally {
            // the caller may close the reader now, so nothing may still be loading
            loading.work().cancel();
            next.work().cancel();
        }
    }

    private Loading<B> start(int number) {
        B batch = source.open(number);
        ParallelWork work =
                workers.start(source.items(batch), item -> source.load(batch, item), () -> source.complete(batch));
        return new Loading<>(batch, work);
    }

    private record Loading<B>(B batch, ParallelWork work) {}

    @FunctionalInterface
    private interface Check {
        void beforeMoreIsLoaded() throws InterruptedException;
    }

    @FunctionalInterface
    private interface Wait {
        void until(ParallelWork work) throws InterruptedException;
    }
}
