package org.tl4j.serve;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A part of a model that is opened when it is first needed. Thread-safe; a failure is that of all who wait for it, and the next call
 * tries again.
 *
 * @param <T> the part
 */
final class LazyPart<T> {
    private final Supplier<T> opener;

    // guarded by this for writing
    private volatile T part;

    /** Held for moments only, unlike this. */
    private final Object sharing = new Object();

    /** What those share who come while the part is being opened; null at other times; guarded by sharing. */
    private CompletableFuture<T> opening;

    LazyPart(Supplier<T> opener) {
        this.opener = opener;
    }

    /** The part, which the caller opens, or waits for while another does. */
    synchronized T open() {
        if (part == null) {
            part = opener.get();
        }
        return part;
    }

    /**
     * The part, opened by {@code executor} once for all who ask meanwhile.
     *
     * @throws RejectedExecutionException if the executor has no room
     */
    CompletableFuture<T> open(Executor executor) {
        synchronized (sharing) {
            if (part != null) {
                return CompletableFuture.completedFuture(part);
            }
            if (opening == null) {
                CompletableFuture<T> next = new CompletableFuture<>();
                opening = next;
                start(executor, next);
                return next;
            }
            return opening;
        }
    }

    private void start(Executor executor, CompletableFuture<T> result) {
        try {
            executor.execute(() -> open(result));
        } catch (RejectedExecutionException e) {
            endSharing();
            throw e;
        }
    }

    private void open(CompletableFuture<T> result) {
        try {
            T opened = open();
            endSharing();
            result.complete(opened);
        } catch (RuntimeException | Error e) { // handed to those who wait
            endSharing();
            result.completeExceptionally(e);
        }
    }

    private void endSharing() {
        synchronized (sharing) {
            opening = null;
        }
    }

    /** The part if it was opened. */
    Optional<T> opened() {
        return Optional.ofNullable(part);
    }

    /** Closes what declares exceptions that it does not throw. */
    static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("parts of models close without checked exceptions", e);
        }
    }
}
