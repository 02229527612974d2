package org.tl4j.application.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;

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
}
