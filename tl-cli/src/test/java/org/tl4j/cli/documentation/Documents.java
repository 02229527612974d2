package org.tl4j.cli.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the repository. */
final class Documents {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Documents() {}

    /** A file, by its path from the root of the repository. */
    static Path at(String path) {
        return ROOT.resolve(path);
    }

    /** The first page, the pages of {@code docs}, and how to contribute. */
    static List<Path> pages() {
        return Stream.concat(Stream.of(at("README.md"), at("CONTRIBUTING.md")), files("docs", ".md").stream())
                .toList();
    }

    /** The commented settings of each strategy. */
    static List<Path> settings() {
        return files("config", ".yaml");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(at(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
