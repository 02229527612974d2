package org.tl4j.application.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.learner.TrainingRequest;

/** The files of {@code config/} agree with the records. */
class DefaultFilesTest {
    private static final Path CONFIG = Path.of("..", "config");

    static Stream<Arguments> files() {
        return Stream.concat(
                Arrays.stream(StrategyFile.values()).map(strategy -> Arguments.of(strategy.file(), strategy.schema())),
                Stream.of(Arguments.of(Gradients.PRETRAIN_FILE, Gradients.SCHEMA)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileHasExactlyTheKeysOfTheRecord(String file, Schema<?> schema) {
        assertThat(SettingsText.defaults(file))
                .extracting(SettingOverride::key)
                .containsExactlyElementsOf(schema.names());
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

    @ParameterizedTest
    @EnumSource(StrategyFile.class)
    void defaultsAreThoseOfTheLibrary(StrategyFile strategy) {
        TrainSettings bound = new Binder<>(strategy.schema()).bind(SettingsText.defaults(strategy.file()), List.of());
        StrategySettings library = switch (strategy) {
            case AUTO -> AutoSettings.DEFAULT;
            case FEATURE_EXTRACTION -> FeatureExtractionSettings.DEFAULT;
            case FINE_TUNING -> FineTuningSettings.DEFAULT;
            case FROM_SCRATCH -> FromScratchSettings.DEFAULT;
        };

        assertThat(bound).isEqualTo(new TrainSettings(library, TrainingRequest.DEFAULT_SPLIT));
        assertThat(strategy.schema().names())
                .containsAll(library.byKey().keySet())
                .contains("validation-fraction", "seed");
    }
}
