package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The zip that users of the command get, opened.
 *
 * @param zip its file system
 * @param root the one folder in it
 */
public record Distribution(FileSystem zip, Path root) implements AutoCloseable {
    /** Opens the zip of this build; ends the test as skipped where archives were left out of the build. */
    public static Distribution open() throws IOException {
        Path folder = Repository.root().resolve("tl-cli/target");
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            Path file = files.filter(path -> path.getFileName().toString().matches("tl-.*\\.zip"))
                    .sorted()
                    .findFirst()
                    .orElseGet(() -> Assumptions.abort("needs the zip in tl-cli/target, which mvn verify makes"));
            FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true));
            try (Stream<Path> roots = Files.list(zip.getPath("/"))) {
                return new Distribution(zip, roots.findFirst().orElseThrow());
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
