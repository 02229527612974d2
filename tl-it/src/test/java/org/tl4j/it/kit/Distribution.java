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
    /**
     * Opens the zip of this version for every processor, and no older one or one of a variant that lies beside it; ends the
     * test as skipped where archives were left out of the build.
     */
    public static Distribution open() throws Exception {
        String version = Pom.read(Repository.root().resolve("tl-bom/pom.xml")).version();
        Path file = Repository.root().resolve("tl-cli/target/tl-" + version + ".zip");
        if (!Files.isRegularFile(file)) {
            Assumptions.abort("needs " + file + ", which mvn verify makes");
        }
        FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true));
        try (Stream<Path> roots = Files.list(zip.getPath("/"))) {
            return new Distribution(zip, roots.findFirst().orElseThrow());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
