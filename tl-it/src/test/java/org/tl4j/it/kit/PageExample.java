package org.tl4j.it.kit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file that a page shows in full, between {@code <!-- example: NAME -->} and {@code <!-- end of example -->}.
 *
 * @param name its name on the page
 * @param language of the block, such as {@code java}
 * @param text as it stands there
 */
public record PageExample(String name, String language, String text) {
    /** The first page. */
    public static final String FIRST = "README.md";

    /** The page on the library. */
    public static final String LIBRARY = "docs/library.md";

    /** The page on reports. */
    public static final String REPORT = "docs/report.md";

    private static final Pattern EXAMPLE = Pattern.compile(
            "<!-- example: (?<name>\\w+) -->\\s*```(?<language>\\w+)\\R(?<text>.*?)```\\s*<!-- end of example -->",
            Pattern.DOTALL);

    public PageExample {
        requireNonNull(name, "name is null");
        requireNonNull(language, "language is null");
        requireNonNull(text, "text is null");
    }

    /** All examples of a page of the repository, in their order. */
    public static List<PageExample> on(String page) {
        try {
            return EXAMPLE.matcher(Files.readString(Repository.root().resolve(page)))
                    .results()
                    .map(example -> new PageExample(example.group(1), example.group(2), example.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the example {@code name} of a page. */
    public static String text(String page, String name) {
        return on(page).stream()
                .filter(example -> example.name().equals(name))
                .map(PageExample::text)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(page + " must have the example " + name + ", found none"));
    }
}
