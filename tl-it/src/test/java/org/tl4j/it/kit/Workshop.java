package org.tl4j.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.StorageSettings;

/**
 * One learner for all tests of a process, so that ND4J starts once and features are computed once.
 *
 * @param learner keeps features below {@code folder} and finds weights among the fixtures
 * @param folder of its own, deleted at the end
 */
public record Workshop(TransferLearner learner, Path folder) implements AutoCloseable {
    /** A workshop in a new folder. */
    static Workshop open() {
        try {
            Path folder = Files.createTempDirectory("tl-it");
            return new Workshop(TransferLearner.create(settings(folder.resolve("cache"))), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cache folder, and the weights of the fixtures where there are any. */
    public static StorageSettings settings(Path cache) {
        return new StorageSettings(
                cache,
                StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                Fixtures.mirror(),
                Optional.empty(),
                NetworkSettings.DIRECT);
    }

    /** A new folder inside of this one. */
    public Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        learner.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
