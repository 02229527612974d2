package org.tl4j.application.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;

/** Wrong or malicious files of settings. */
@Timeout(60)
class HostileSettingsTest {
    private static final List<String> VALUES = List.of(
            "null",
            "~",
            "",
            "true",
            "-1",
            "1e999",
            "-1e999",
            "1e999999999",
            "NaN",
            ".nan",
            ".inf",
            "0x10",
            "010",
            "1_0",
            "99999999999999999999",
            "[]",
            "[1]",
            "[null]",
            "[[1]]",
            "{}",
            "{a: 1}",
            "\"\"",
            "\"\\0\"",
            "word",
            "2001-01-01",
            "1h30m",
            "0.5",
            "1",
            "3",
            "[0.1, x]");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "folds: null | nothing",
                "folds: ~ | nothing",
                "folds: {a: 1} | not nested",
                "folds: [[1]] | not nested",
                "folds: [null] | nothing",
                "folds: 1e999999999 | folds must be a whole number",
                "tolerance: 1e999 | tolerance must be a number",
                "tolerance: .nan | tolerance must be a number",
                "folds: [3] | folds must be a whole number",
                "folds: !!javax.script.ScriptEngineManager [x] | a tag",
                "folds: !!int 3 | a tag",
                "folds: *a | alias",
                "<<: *a | alias",
                "'': 3 | a key of nothing",
                "'folds: 3~folds: 4' | twice",
                "'--- {folds: 3}~--- {folds: 4}' | a second document",
                "- folds | must map keys to values",
                "word | must map keys to values",
                "'{folds: 3' | must be YAML",
                "'folds: 3~\tx: 3' | must be YAML",
                "'folds: \"~' | must be YAML",
                "'? [a]~: 3' | config",
                "'%YAML 9.9~---~folds: 3' | YAML"
            })
    void areRefusedByName(String text, String words) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> bind(text.replace('~', text.contains(": ~") ? '~' : '\n')))
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{x: "})
    void nestingIsRefusedAtOnce(String opening) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> bind(opening.repeat(100_000)));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> bind("folds: " + opening.repeat(100_000)));
    }

    @Test
    void longKeysAndValuesAreRefusedAtOnce() {
        String megabytes = "k".repeat(3_000_000);
        for (String text : List.of(
                megabytes + ": 3",
                "? " + megabytes + "\n: 3",
                "\"" + megabytes + "\": 3",
                "folds: " + "9".repeat(2_000_000),
                "tolerance: 0." + "9".repeat(2_000_000))) {
            UsageException refused = catchThrowableOfType(UsageException.class, () -> bind(text));
            assertThat(refused).isNotNull();
            assertThat(refused.getMessage()).hasSizeLessThan(5_000);
        }
        UsageException set = catchThrowableOfType(
                UsageException.class,
                () -> StrategyFile.FEATURE_EXTRACTION.bind(
                        List.of(SettingsText.assignments(List.of(megabytes + "=3"), "--set"))));
        assertThat(set.getMessage()).hasSizeLessThan(5_000);
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder laughs = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            laughs.append("%c: &%c [*%c, *%c]%n".formatted(c, c, c - 1, c - 1));
        }
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> bind(laughs.toString()));
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        byte[] binary = new byte[10_000];
        new Random(1).nextBytes(binary);
        Path file = folder.resolve("a.yaml");
        for (byte[] content : List.of(
                binary, "folds: 3".getBytes(StandardCharsets.UTF_16), new byte[2_000_000], new byte[] {'a', 0, 'b'})) {
            Files.write(file, content);
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> SettingsText.file(file))
                    .withMessageContaining("a.yaml");
        }
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> SettingsText.file(folder))
                .withMessageContaining("a folder");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> SettingsText.file(folder.resolve("absent.yaml")))
                .withMessageContaining("no such file");
    }

    @Test
    void theMarkOfAnEditorIsPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\ufefffolds: 3\n");
        assertThat(SettingsText.file(file)).containsExactly(SettingOverride.of("folds", "3"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsUnderstoodOrRefusedWhateverItsValue(StrategyFile strategy) {
        for (String key : strategy.schema().names()) {
            for (String value : VALUES) {
                readOrRefuse(strategy, key + ": " + value);
            }
        }
    }

    @Property(tries = 300)
    void changedFilesAreReadOrRefused(@ForAll Random random) {
        List<String> names = StrategyFile.names();
        StrategyFile strategy = StrategyFile.named(names.get(random.nextInt(names.size())), "strategy");
        StringBuilder text = new StringBuilder();
        SettingsText.defaults(strategy.file())
                .forEach(given -> text.append(given.key())
                        .append(": ")
                        .append(given.text())
                        .append('\n'));
        String signs = "{}[]&*!|>'\"%@`#,:?-~\n\t \0\u0007\ud800\ufeff0e9";
        for (int i = random.nextInt(6); i >= 0; i--) {
            int place = random.nextInt(text.length());
            text.replace(
                    place,
                    Math.min(text.length(), place + random.nextInt(3)),
                    signs.substring(random.nextInt(signs.length())).substring(0, 1));
        }
        readOrRefuse(strategy, text.toString());
    }

    private static void readOrRefuse(StrategyFile strategy, String text) {
        assertThatNoException().as(text).isThrownBy(() -> {
            try {
                strategy.bind(List.of(SettingsText.yaml(text, "test")));
            } catch (UsageException e) {
                assertThat(e.problem().rule()).isNotEmpty();
            }
        });
    }

    private static Object bind(String text) {
        return StrategyFile.FEATURE_EXTRACTION.bind(List.of(SettingsText.yaml(text, "test")));
    }
}
