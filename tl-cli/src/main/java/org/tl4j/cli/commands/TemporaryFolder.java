package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary folder, used if no folder was named. */
final class TemporaryFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private TemporaryFolder() {}

    static Path create() throws IOException {
        return Files.createTempDirectory("tl-quickstart-");
    }

    /**
     * Deletes it with its content. Files that cannot be deleted are only logged, since another failure is already being
     * reported.
     */
    static void delete(Path folder) {
        // an interruption would end the walk, and leave everything
        boolean interrupted = Thread.interrupted();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} could not be deleted and may be deleted by hand: {}", folder, e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
