package org.tl4j.serve;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the bodies of all requests take together. Thread-safe. */
final class BodyMemory {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    BodyMemory(long most) {
        this.most = most;
    }

    /** Takes memory, if there is as much. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
