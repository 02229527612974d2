package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.it.kit.Repository;

/** What libraries say to users names no option and no command of {@code tl}: {@code CallerTerm} stands for them. */
class LibraryMessagesIT {
    /** In quotes, escapes included; a text block is not one, but begins and ends with one. */
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//.*$", Pattern.DOTALL);
    private static final Pattern COMMAND_LINE = Pattern.compile("(?:^|[\\s(`'])--[a-z]|\\btl [a-z]");

    @Test
    void noMessageOfALibraryNamesAnOptionOrACommand() throws IOException {
        try (Stream<Path> modules = Files.list(Repository.root())) {
            List<Path> libraries = modules.filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                    .filter(module -> !module.endsWith("tl-cli"))
                    .toList();
            assertThat(libraries).hasSizeGreaterThan(5);
            for (Path library : libraries) {
                assertThat(named(library)).as(library.getFileName().toString()).isEmpty();
            }
        }
    }

    @Test
    void optionsAndCommandsAreFound() {
        assertThat(literals("x(\"name it with --weights FILE\");")).hasSize(1);
        assertThat(literals("x(\"--set\", \"`tl train` does\", \"make it with tl train\");"))
                .hasSize(3);
        assertThat(literals("/** {@code \"--set\"} */ i--; x(\"a -- b\", \"html text\", \"\\\"\");"))
                .isEmpty();
    }

    private static List<String> named(Path library) throws IOException {
        try (Stream<Path> files = Files.walk(library.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> literals(text(file)).stream().map(text -> file.getFileName() + ": " + text))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> literals(String source) {
        return LITERAL.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .filter(literal -> COMMAND_LINE.matcher(literal.substring(1)).find())
                .toList();
    }
}
