package org.tl4j.application.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.UsageException;

@Timeout(60)
class HostileRunFileTest {
    private static final String WHOLE = """
            {"data": "photos", "output": "m.tlz", "backbone": null, "weights": null, "boundaries": ["avgpool"],
             "pooling": null, "strategy": "fine-tuning", "settings": [[{"key": "epochs", "items": ["3"], "list": false}]],
             "strict": false, "maximumMegapixels": 100, "maximumFileBytes": 200000000, "inputSize": null}
            """;
    private static final List<String> KEYS = List.of(
            "data",
            "output",
            "backbone",
            "weights",
            "boundaries",
            "pooling",
            "strategy",
            "settings",
            "strict",
            "maximumMegapixels",
            "maximumFileBytes",
            "inputSize");
    private static final List<String> VALUES = List.of(
            "null",
            "1",
            "-1",
            "1e999",
            "99999999999",
            "\"\"",
            "\"a\\u0000b\"",
            "\"AVERAGE\"",
            "[]",
            "[null]",
            "[[null]]",
            "[[]]",
            "{}",
            "true",
            "\"true\"",
            "NaN",
            "[[{}]]",
            "[[{\"key\":null,\"items\":[\"3\"],\"list\":false}]]",
            "[[{\"key\":\"epochs\",\"items\":null,\"list\":false}]]",
            "[[{\"key\":\"epochs\",\"items\":[null],\"list\":false}]]",
            "[[{\"key\":\"epochs\",\"items\":[],\"list\":false}]]",
            "[[{\"key\":\"epochs\",\"items\":[\"3\"],\"list\":null}]]");

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenComesBack() {
        RunFile run = new RunFile(
                Path.of("photos"),
                Path.of("m.tlz"),
                Optional.of("net"),
                Optional.of(Path.of("w")),
                List.of("avgpool"),
                Optional.empty(),
                "auto",
                List.of(List.of(SettingOverride.of("epochs", 3))),
                new ReadingSettings(50, 1_000_000, true),
                OptionalInt.of(224),
                EngineSelection.AUTOMATIC);
        run.write(folder);
        assertThat(RunFile.read(folder)).isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[{\"key\":null,\"items\":[\"3\"],\"list\":false}]] | key is null",
                "[[{\"key\":\"epochs\",\"items\":[],\"list\":false}]] | must be one item",
                "[[null]] | an item of settings is null",
                "[null] | an item of settings is null",
                "null | settings is null"
            })
    void aWrongSettingIsRefusedByName(String settings, String words) throws IOException {
        write(WHOLE.replaceAll("\"settings\": .*,$", "")
                .replaceFirst("\"settings\": \\[\\[.*\\]\\]", "\"settings\": " + settings.replace("\\", "\\\\")));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> RunFile.read(folder))
                .withMessageContainingAll("run.json", words);
    }

    @Test
    void whatTheTestsChangeIsReadAsItIs() throws IOException {
        write(WHOLE);
        assertThat(isRead()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "maximumMegapixels, 0, must be from 1 to 700",
        "maximumMegapixels, 701, must be from 1 to 700",
        "maximumFileBytes, 0, must be from 1 to 2000000000",
        "maximumFileBytes, -5, must be from 1 to 2000000000"
    })
    void aLimitOutOfRangeIsRefusedByFileAndKey(String key, String value, String words) throws IOException {
        write(replaced(key, value));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> RunFile.read(folder))
                .withMessageContainingAll("run.json", key + " " + words + ", found " + value, "start it as a new run");
    }

    @Test
    void everyKeyIsReadOrRefusedWhateverItsValue() throws IOException {
        for (String key : KEYS) {
            for (String value : VALUES) {
                write(("{\"%s\": %s, ".formatted(key, value) + WHOLE.substring(1)));
                assertThat(isRead()).as("%s twice", key).isFalse();
                write(replaced(key, value));
                readOrRefuse(key + " " + value);
            }
            write(replaced(key, "null").replace("\"" + key + "\"", "\"other\""));
            assertThat(isRead()).as("no %s", key).isFalse();
        }
    }

    @Test
    void changedBytesAreReadOrRefused() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve(RunFile.NAME), bytes);
            readOrRefuse("change " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"data\":", "{\"settings\":["})
    void nestingIsRefused(String opening) throws IOException {
        write(opening.repeat(60_000));
        assertThat(isRead()).isFalse();
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        for (String text : List.of("", "null", "[]", "\u0000", "{}", " ".repeat(2_000_000), WHOLE + "x")) {
            write(text);
            assertThat(isRead()).isFalse();
        }
        Files.delete(folder.resolve(RunFile.NAME));
        Files.createDirectory(folder.resolve(RunFile.NAME));
        assertThat(isRead()).isFalse();
    }

    private static String replaced(String key, String value) {
        return WHOLE.replaceFirst(
                "\"" + key + "\": (?:\\[\\[.*\\]\\]|\\[[^\\]]*\\]|[^,}]*)",
                "\"" + key + "\": " + java.util.regex.Matcher.quoteReplacement(value));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve(RunFile.NAME), text);
    }

    /** A file that is neither read nor rejected throws another exception, which fails the test. */
    private void readOrRefuse(String what) {
        try {
            RunFile run = RunFile.read(folder);
            StrategyFile.named(run.strategy(), "strategy").bind(run.settings());
        } catch (UsageException e) {
            assertThat(e.problem().found()).as(what).isNotNull();
        }
    }

    private boolean isRead() {
        try {
            RunFile.read(folder);
            return true;
        } catch (UsageException e) {
            assertThat(e).hasMessageContaining("run.json");
            return false;
        }
    }
}
