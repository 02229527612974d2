package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.it.kit.Compilation;
import org.tl4j.it.kit.Repository;

/** The programs in {@code dev}, which are run from their source and so are compiled by no module, compile. */
class DeveloperProgramsIT {
    @Test
    void eachCompiles(@TempDir Path folder) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Repository.root().resolve("dev"), "*.java")) {
            for (Path file : files) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }

        assertThat(sources).containsKeys("Forgetting", "TrainingThroughput");
        assertThat(Compilation.complaints(folder, sources)).isEmpty();
    }
}
