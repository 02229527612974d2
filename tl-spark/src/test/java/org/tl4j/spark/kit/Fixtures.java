package org.tl4j.spark.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real weights and photos outside of the repository. */
public final class Fixtures {
    private Fixtures() {}

    /** A file or folder of the fixtures; ends the test as skipped, naming it, where it is absent. */
    public static Path path(String relative) {
        Path file = folder().resolve(relative);
        if (!Files.exists(file)) {
            Assumptions.abort("needs the fixture " + relative + " in " + folder()
                    + "; name the folder of fixtures by -Dtl.fixtures or TL_FIXTURES");
        }
        return file;
    }

    private static Path folder() {
        return Stream.of(System.getenv("TL_FIXTURES"), System.getProperty("tl.fixtures"))
                .filter(named -> named != null && !named.isBlank())
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of("../../shared"))
                .toAbsolutePath()
                .normalize();
    }
}
