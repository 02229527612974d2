package org.tl4j.strategies.inspection;

import org.tl4j.core.error.InterruptedWorkException;

/** Stops work whose thread was interrupted. */
final class Interruption {
    private Interruption() {}

    /**
     * Checks the current thread, which stays interrupted.
     *
     * @param work what is done
     * @throws InterruptedWorkException if it is interrupted
     */
    static void check(String work, int done, int all) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedWorkException(
                    work, "must not be interrupted", "an interruption after %d of %d steps".formatted(done, all), "");
        }
    }
}
