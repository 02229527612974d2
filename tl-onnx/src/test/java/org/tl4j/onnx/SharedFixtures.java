package org.tl4j.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Networks and outputs outside the repository. Tests that need them are reported as skipped if they are absent. */
public final class SharedFixtures {
    private SharedFixtures() {}

    /** A file or folder of the fixtures; skips the test if it is absent. */
    public static Path path(String relative) {
        Optional<Path> found = roots().map(root -> root.resolve(relative))
                .filter(Files::exists)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "needs the shared fixture " + relative + "; name its folder by -Dtl.fixtures");
        return found.orElseThrow();
    }

    /** The path may be relative to the repository, but the tests of a module run in the module's folder. */
    private static Stream<Path> roots() {
        String named = System.getProperty("tl.fixtures", System.getenv().getOrDefault("TL_FIXTURES", "../shared"));
        return Stream.iterate(Path.of(System.getProperty("user.dir")), path -> path != null, Path::getParent)
                .map(folder -> folder.resolve(named).normalize());
    }
}
