package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The values that the script for Windows reads from {@code java --version}, by its own patterns; the script itself does
 * not run here.
 */
class WindowsLauncherTest {
    private static final Path SCRIPT = Path.of("src/main/dist/bin/tl.cmd");
    private static final Pattern STAGES = Pattern.compile("\\|\\s*findstr ");
    private static final Pattern WORDS = Pattern.compile("/c:\"([^\"]*)\"");

    @ParameterizedTest
    @CsvSource({
        "openjdk 11.0.2 2019-01-15, Temurin-11.0.2, false, false, false",
        "openjdk 17.0.15 2025-04-15, Temurin-17.0.15, true, false, false",
        "openjdk 17.0.5 2022-10-18, GraalVM CE 22.3.0, true, false, false",
        "java 21.0.2 2024-01-16 LTS, 18.9, true, false, false",
        "openjdk 22 2024-03-19, 22, true, true, false",
        "openjdk 23.0.1 2024-10-15, 23.0.1, true, true, true",
        "openjdk 25 2025-09-16, 25, true, true, true",
        "openjdk 26-ea 2026-03-17, 26-ea, true, true, true",
        "openjdk 30.0.1 2028-04-15, 30.0.1, true, true, false"
    })
    void theVersionLineAloneIsRead(
            String first, String distribution, boolean taken, boolean nativeAccess, boolean unsafe) throws IOException {
        String version = first.substring(first.indexOf(' ') + 1, first.indexOf(' ', first.indexOf(' ') + 1));
        List<String> printed = List.of(
                first,
                "OpenJDK Runtime Environment %s (build %s+9)".formatted(distribution, version),
                "OpenJDK 64-Bit Server VM %s (build %s+9, mixed mode, sharing)".formatted(distribution, version));

        List<String> questions = Files.readAllLines(SCRIPT).stream()
                .filter(line -> line.contains("--version") && line.contains("findstr"))
                .toList();

        assertThat(questions).hasSize(3);
        assertThat(questions.stream().map(question -> found(question, printed)).toList())
                .containsExactly(taken, nativeAccess, unsafe);
    }

    /** Does the same as the chain of findstr of {@code question}; its character classes and dots are those of Java. */
    private static boolean found(String question, List<String> printed) {
        List<String> lines = printed;
        for (String stage : STAGES.split(question.substring(question.indexOf('|')), -1)) {
            List<Pattern> patterns = WORDS.matcher(stage)
                    .results()
                    .map(words -> Pattern.compile((stage.contains("/b ") ? "^" : "")
                            + (stage.contains("/l ") ? Pattern.quote(words.group(1)) : words.group(1))))
                    .toList();
            if (!patterns.isEmpty()) {
                lines = lines.stream()
                        .filter(line -> patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(line).find()))
                        .toList();
            }
        }
        return !lines.isEmpty();
    }
}
