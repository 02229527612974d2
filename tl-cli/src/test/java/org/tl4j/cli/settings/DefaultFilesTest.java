package org.tl4j.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.learner.TrainingRequest;

/** The files of {@code config/} and the records cannot drift apart. */
class DefaultFilesTest {
    private static final Path CONFIG = Path.of("..", "config");

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(ExtractionSettings.FILE, ExtractionSettings.SCHEMA),
                Arguments.of(Gradients.PRETRAIN_FILE, Gradients.SCHEMA),
                Arguments.of(Gradients.FROM_SCRATCH_FILE, Gradients.SCHEMA));
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileHasExactlyTheKeysOfTheRecord(String file, Schema<?> schema) {
        assertThat(SettingsText.defaults(file)).extracting(Given::key).containsExactlyElementsOf(schema.names());
        assertThat(new Binder<>(schema).bind(SettingsText.defaults(file), List.of()))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyKeyHasACommentAboveIt(String file, Schema<?> schema) throws IOException {
        List<String> lines = Files.readAllLines(CONFIG.resolve(file));

        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                assertThat(lines.get(i - 1)).as("above %s", lines.get(i)).startsWith("# ");
            }
        }
        assertThat(lines)
                .filteredOn(line -> line.contains(":") && !line.startsWith("#"))
                .hasSameSizeAs(schema.keys());
    }

    @Test
    void everyFileOfTheFolderIsTested() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            files().map(arguments -> (String) arguments.get()[0])
                                    .toList());
        }
    }

    @Test
    void defaultsOfFeatureExtractionAreThoseOfTheLibrary() {
        ExtractionSettings bound =
                new Binder<>(ExtractionSettings.SCHEMA).bind(SettingsText.defaults(ExtractionSettings.FILE), List.of());

        assertThat(bound).isEqualTo(new ExtractionSettings(HeadSettings.DEFAULT, TrainingRequest.DEFAULT_SPLIT));
    }
}
