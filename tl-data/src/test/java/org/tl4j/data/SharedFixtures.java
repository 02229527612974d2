package org.tl4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real photos outside of the repository. Tests that need them are reported as skipped where they are absent. */
public final class SharedFixtures {
    private SharedFixtures() {}

    /** A file or folder of the fixtures; ends the test as skipped if it is not there. */
    public static Path path(String relative) {
        Optional<Path> found = roots().map(root -> root.resolve(relative))
                .filter(Files::exists)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "needs the shared fixture " + relative + "; name its folder by -Dtl.fixtures");
        return found.orElseThrow();
    }

    /** What is named may be relative to the repository, and a module's tests run in the module's folder. */
    private static Stream<Path> roots() {
        String named = System.getProperty("tl.fixtures", System.getenv().getOrDefault("TL_FIXTURES", "../shared"));
        return Stream.iterate(Path.of(System.getProperty("user.dir")), path -> path != null, Path::getParent)
                .map(folder -> folder.resolve(named).normalize());
    }
}
