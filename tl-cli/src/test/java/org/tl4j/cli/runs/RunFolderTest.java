package org.tl4j.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.cli.settings.Given;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.EpochEnded;

class RunFolderTest {
    private static final Checkpoint CHECKPOINT = new Checkpoint(List.of(), Map.of("epoch", "2"));

    @TempDir
    private Path folder;

    @Test
    void liesBesideTheBundle() {
        assertThat(RunFolder.beside(Path.of("models/cats.tlz"))).isEqualTo(Path.of("models/cats.run"));
        assertThat(RunFolder.beside(Path.of("cats"))).isEqualTo(Path.of("cats.run"));
    }

    @Test
    void isForOneRunAtATime() {
        Path path = folder.resolve("a.run");
        try (RunFolder held = RunFolder.open(path)) {
            assertThatThrownBy(() -> RunFolder.open(path))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is for one run at a time");
            assertThat(held.path()).isEqualTo(path);
        }
        RunFolder.open(path).close();
        assertThat(path).doesNotExist();
    }

    @Test
    void clearingLeavesWhatOthersPutThere() throws IOException {
        try (RunFolder held = RunFolder.open(folder)) {
            held.checkpoints().write("piece", CHECKPOINT);
            run().write(folder);
            Files.writeString(held.trainingCsv(), "x");
            Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

            assertThat(held.hasCheckpoints()).isTrue();
            held.clear();

            assertThat(other).exists();
            assertThat(folder.resolve(RunFile.NAME)).doesNotExist();
            assertThat(held.trainingCsv()).doesNotExist();
            assertThat(held.hasCheckpoints()).isFalse();
        }
    }

    @Test
    void interruptedRunIsNotThrownAway() {
        try (RunFolder held = RunFolder.open(folder)) {
            run().write(folder);
            held.requireNoInterruptedRun();
            held.checkpoints().write("piece", CHECKPOINT);

            assertThatThrownBy(held::requireNoInterruptedRun)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("must hold no run that was interrupted")
                    .hasMessageContaining("tl train --resume");
            assertThat(held.hasCheckpoints()).isTrue();
        }
    }

    @Test
    void valueOfNothingIsRefused() throws IOException {
        run().write(folder);
        Path file = folder.resolve(RunFile.NAME);
        Files.writeString(file, Files.readString(file).replace("[ \"3\" ]", "[ ]"));

        assertThatThrownBy(() -> RunFile.read(folder)).hasMessageContaining("must be as tl train writes it");
    }

    @Test
    void finishedRunKeepsItsTable() throws IOException {
        try (RunFolder held = RunFolder.open(folder)) {
            held.checkpoints().write("piece", CHECKPOINT);
            run().write(folder);
            Files.writeString(held.trainingCsv(), "x");
            held.finish();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("training.csv");
        }
    }

    @Test
    void whatWasAskedForComesBack() {
        run().write(folder);

        assertThat(RunFile.read(folder)).isEqualTo(run());
        assertThat(RunFile.read(folder).data()).isAbsolute();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "{\"data\": 1}", "{\"data\": \"a\", \"data\": \"b\"}", "null"})
    void damagedFilesAreRefused(String text) throws IOException {
        Files.writeString(folder.resolve(RunFile.NAME), text);

        assertThatThrownBy(() -> RunFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be as tl train writes it");
    }

    @Test
    void endedRunHasNothingToGoOnWith() {
        assertThatThrownBy(() -> RunFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be the folder of a run that has not ended, found no run.json");
    }

    @Test
    void tableGoesOnAndReplacesEpochsThatComeAgain() throws IOException {
        Path file = folder.resolve("training.csv");
        TrainingCsv first = new TrainingCsv(file);
        first.on(epoch(1, 0.5));
        first.on(epoch(2, 0.4));
        TrainingCsv second = new TrainingCsv(file);
        second.on(epoch(2, 0.3));
        second.on(epoch(3, 0.2));

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "piece,epoch,loss,validation_accuracy,validation_log_loss,learning_rate,images_per_second",
                        "fine-tuning,1,0.5,0.75,0.6,0.01,100.0",
                        "fine-tuning,2,0.3,0.75,0.6,0.01,100.0",
                        "fine-tuning,3,0.2,0.75,0.6,0.01,100.0");
    }

    private static EpochEnded epoch(int number, double loss) {
        return new EpochEnded("fine-tuning", number, 3, loss, Optional.of(new Score(0.75, 0.6, 20, false)), 0.01, 100);
    }

    private static RunFile run() {
        return new RunFile(
                Path.of("photos"),
                Path.of("model.tlz"),
                Optional.of("resnet20-cifar10"),
                Optional.empty(),
                Optional.empty(),
                "auto",
                List.of(List.of(), List.of(Given.of("epochs", 3), new Given("l2-strengths", List.of("1", "2"), true))),
                true);
    }
}
