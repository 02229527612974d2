package org.tl4j.storage.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unfinished files of killed processes. Stateless and thread-safe. */
public final class StaleTempFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StaleTempFiles.class);
    /** Longer than writing one file takes. */
    private static final Duration AGE = Duration.ofDays(1);

    private StaleTempFiles() {}

    /**
     * Deletes those in {@code folder} that have not changed for a day before {@code now}; younger ones may still be in
     * use. A file that cannot be deleted is only logged, since nothing depends on it.
     */
    public static void delete(Path folder, Instant now) {
        Instant limit = now.minus(AGE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, AtomicFile::isLeftover)) {
            for (Path file : files) {
                deleteOlder(file, limit);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is not there", folder, e);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} cannot be searched for leftovers of killed runs", folder, e);
        }
    }

    private static void deleteOlder(Path file, Instant limit) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} was deleted meanwhile", file, e);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", file, DiskProblem.describe(e));
        }
    }
}
