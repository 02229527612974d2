package org.tl4j.storage.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.storage.files.LockFile;

/** Prevents other processes, and other threads of this one, from fetching the same file. */
final class FetchLock {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private FetchLock() {}

    /**
     * Waits until no other process or thread fetches {@code file}.
     *
     * @throws IOException if the lock file cannot be made
     * @throws WeightsException if the thread is interrupted
     */
    static LockFile take(Path file) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Optional<LockFile> taken = LockFile.tryTake(lock);
            while (taken.isEmpty()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
                taken = LockFile.tryTake(lock);
            }
            return taken.get();
        } catch (InterruptedException e) {
            throw interrupted(file.toString(), e);
        }
    }

    static WeightsException interrupted(String subject, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new WeightsException(
                new Problem(subject, "must be fetched without interruption", "an interruption", "start again"), cause);
    }
}
