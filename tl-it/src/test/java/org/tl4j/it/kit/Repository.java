package org.tl4j.it.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder of the sources. */
public final class Repository {
    private Repository() {}

    /** Where {@code README.md} and {@code config/} lie. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("config")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the tests run inside of the repository"));
    }
}
