package org.tl4j.serve;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of a model that is opened when it is first needed. Thread-safe; a failure is not kept, the next call tries again.
 *
 * @param <T> the part
 */
final class LatePart<T> {
    private final Supplier<T> opener;

    // guarded by this for writing
    private volatile T part;

    LatePart(Supplier<T> opener) {
        this.opener = opener;
    }

    synchronized T open() {
        if (part == null) {
            part = opener.get();
        }
        return part;
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
