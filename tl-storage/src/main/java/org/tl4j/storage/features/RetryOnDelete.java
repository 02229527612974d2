package org.tl4j.storage.features;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.storage.files.DiskProblem;

/** Retries writes to a folder that another process may clear at any time. Stateless and thread-safe. */
final class RetryOnDelete {
    private static final Logger LOG = LoggerFactory.getLogger(RetryOnDelete.class);
    private static final int ATTEMPTS = 20;

    private RetryOnDelete() {}

    /**
     * Tries until {@code attempt} reports success.
     *
     * @throws EnvironmentException if it fails for another reason than deleted files, or too often
     */
    static void in(Path folder, BooleanSupplier attempt) {
        for (int count = 1; count <= ATTEMPTS; count++) {
            try {
                if (attempt.getAsBoolean()) {
                    return;
                }
            } catch (EnvironmentException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw DiskProblem.inCache(e);
                }
                LOG.debug("{} was deleted by another process", folder, e);
            }
        }
        throw new EnvironmentException(
                folder.toString(),
                "must keep what is written to it",
                "files that vanish or change at once",
                "check the disk, or choose another place with TL_HOME");
    }
}
