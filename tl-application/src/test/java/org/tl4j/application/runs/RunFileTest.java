package org.tl4j.application.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.UsageException;

class RunFileTest {
    @TempDir
    private Path folder;

    @Test
    void resumesWithTheBackboneThatWasSelected() {
        RunFile asked = new RunFile(
                folder.resolve("photos"),
                folder.resolve("model.tlz"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "auto",
                List.of(),
                ReadingSettings.DEFAULT,
                OptionalInt.empty(),
                EngineSelection.of("deeplearning4j"));
        asked.write(folder);

        asked.withBackbone("resnet18-imagenet").write(folder);

        RunFile resumed = RunFile.read(folder);
        assertThat(resumed.backbone()).contains("resnet18-imagenet");
        assertThat(resumed).isEqualTo(asked.withBackbone("resnet18-imagenet"));
    }

    @Test
    void resumesWithLabelsReadAsBefore() {
        RunFile asked = run(new LabelReading(Optional.of(LabelMode.MULTI_LABEL), Optional.of(";")));
        asked.write(folder);

        assertThat(RunFile.read(folder)).isEqualTo(asked);
    }

    @Test
    void aFileFromBeforeLabelsCouldBeSeveralIsRead() throws IOException {
        run(LabelReading.AUTOMATIC).write(folder);
        Path file = folder.resolve(RunFile.NAME);
        String text = Files.readString(file);
        String older = text.replaceAll(",\\s*\"label(Mode|Separator)\" : null", "");
        assertThat(older).isNotEqualTo(text).doesNotContain("labelMode");
        Files.writeString(file, older);

        assertThat(RunFile.read(folder)).isEqualTo(run(LabelReading.AUTOMATIC));
    }

    @Test
    void anUnknownLabelModeIsNamed() throws IOException {
        run(LabelReading.AUTOMATIC).write(folder);
        Path file = folder.resolve(RunFile.NAME);
        Files.writeString(file, Files.readString(file).replace("\"labelMode\" : null", "\"labelMode\" : \"many\""));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> RunFile.read(folder))
                .withMessageContainingAll("run.json", "labelMode is many");
    }

    private RunFile run(LabelReading labels) {
        return new RunFile(
                folder.resolve("photos"),
                folder.resolve("model.tlz"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "auto",
                List.of(),
                ReadingSettings.DEFAULT.withLabels(labels),
                OptionalInt.empty(),
                EngineSelection.AUTOMATIC);
    }
}
