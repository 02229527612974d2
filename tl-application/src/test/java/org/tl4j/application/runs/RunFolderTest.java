package org.tl4j.application.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.EpochEnded;

class RunFolderTest {
    private static final Checkpoint CHECKPOINT = new Checkpoint(List.of(), Map.of("epoch", "2"));

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

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
    }

    @Test
    void refusedRunLeavesTheLockToTheOneAtWork() throws Exception {
        try (RunFolder held = RunFolder.open(folder)) {
            assertThat(lockedFromOutside(held.path())).isTrue();
            assertThatThrownBy(() -> RunFolder.open(folder)).isInstanceOf(UsageException.class);

            assertThat(lockedFromOutside(held.path())).isTrue();
        }
        assertThat(lockedFromOutside(folder)).isFalse();
    }

    @Test
    void lockOfTheNextRunIsNotDeleted() {
        RunFolder.open(folder).close();

        assertThat(folder.resolve("run.lock")).isEmptyFile();
    }

    @Test
    void anAbandonedRunLeavesNothing() {
        Path path = folder.resolve("a.run");
        try (RunFolder held = RunFolder.open(path)) {
            run().write(path);
            held.abandon();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void anAbandonedRunLeavesWhatWasThereBefore() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (RunFolder held = RunFolder.open(empty)) {
            held.abandon();
        }
        assertThat(empty).isEmptyDirectory();

        Path other = folder.resolve("other.run");
        try (RunFolder held = RunFolder.open(other)) {
            Files.writeString(other.resolve("notes.txt"), "mine");
            held.abandon();
        }
        assertThat(other).isDirectoryContaining("glob:**/notes.txt");
        assertThat(other.resolve("run.lock")).doesNotExist();
    }

    @Test
    void linkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        try (RunFolder held = RunFolder.open(link)) {
            held.checkpoints().write("piece", CHECKPOINT);
            assertThat(real.resolve("piece.checkpoint")).exists();
            assertThatThrownBy(() -> RunFolder.open(real)).hasMessageContaining("is for one run at a time");
        }
    }

    @Test
    void foldersAreNoCheckpoints() throws IOException {
        Path other = Files.createDirectory(folder.resolve("x.checkpoint"));
        Files.writeString(other.resolve("notes.txt"), "mine");

        try (RunFolder held = RunFolder.open(folder)) {
            assertThat(held.hasCheckpoints()).isFalse();
            held.clear();
            held.finish();
        }
        assertThat(other.resolve("notes.txt")).exists();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "others do not tell the order")
    void whatWasAskedForGoesBeforeTheCheckpoints() throws Exception {
        run().write(folder);
        try (RunFolder held = RunFolder.open(folder);
                WatchService watch = folder.getFileSystem().newWatchService()) {
            held.checkpoints().write("piece", CHECKPOINT);
            folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);

            held.finish();

            List<String> deleted = new ArrayList<>();
            while (deleted.size() < 2) {
                WatchKey key = watch.take();
                key.pollEvents().forEach(event -> deleted.add(event.context().toString()));
                key.reset();
            }
            assertThat(deleted).containsExactly(RunFile.NAME, "piece.checkpoint");
        }
    }

    @Test
    void tableOfOthersIsNeitherTakenNorRemoved() throws IOException {
        Path table = Files.writeString(folder.resolve("training.csv"), "path,label\r\n1.png,cat\r\n");

        try (RunFolder held = RunFolder.open(folder)) {
            held.checkpoints().write("piece", CHECKPOINT);
            assertThatThrownBy(held::clear)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("training.csv must begin with the header that training writes")
                    .hasMessageContaining("found path,label");
            assertThatThrownBy(() -> new TrainingCsv(table)).isInstanceOf(UsageException.class);
            assertThat(held.hasCheckpoints()).isTrue();
        }
        assertThat(table).hasContent("path,label\n1.png,cat");
    }

    /** Uses another process, since a lock does not exclude the process that holds it. */
    private boolean lockedFromOutside(Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(elsewhere.resolve("Locked.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Locked {
                    public static void main(String[] file) throws Exception {
                        try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
                            System.exit(channel.tryLock() == null ? 7 : 8);
                        }
                    }
                }
                """);
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        folder.resolve("run.lock").toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isBetween(7, 8);
        return code == 7;
    }

    @Test
    void clearingLeavesWhatOthersPutThere() throws IOException {
        try (RunFolder held = RunFolder.open(folder)) {
            held.checkpoints().write("piece", CHECKPOINT);
            run().write(folder);
            new TrainingCsv(held.trainingCsv()).on(epoch(1, 0.5));
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
            held.requireNoInterruptedRun("continue with that run");
            held.checkpoints().write("piece", CHECKPOINT);

            assertThatThrownBy(() -> held.requireNoInterruptedRun("continue with that run"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("must hold no run that was interrupted")
                    .hasMessageContaining("continue with that run, or delete the folder");
            assertThat(held.hasCheckpoints()).isTrue();
        }
    }

    @Test
    void valueOfNothingIsRefused() throws IOException {
        run().write(folder);
        Path file = folder.resolve(RunFile.NAME);
        Files.writeString(file, Files.readString(file).replace("[ \"3\" ]", "[ ]"));

        assertThatThrownBy(() -> RunFile.read(folder)).hasMessageContaining("must be as training writes it");
    }

    @Test
    void finishedRunKeepsItsTable() throws IOException {
        try (RunFolder held = RunFolder.open(folder)) {
            held.checkpoints().write("piece", CHECKPOINT);
            run().write(folder);
            new TrainingCsv(held.trainingCsv()).on(epoch(1, 0.5));
            held.finish();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("training.csv", "run.lock");
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
                .hasMessageContaining("must be as training writes it");
    }

    @Test
    void endedRunHasNothingToGoOnWith() {
        assertThatThrownBy(() -> RunFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be the folder of a run that has not ended, found no run.json");
    }

    @Test
    void tableContinuesAndReplacesRepeatedEpochs() throws IOException {
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

    @Test
    void speedThatIsNotFiniteIsLeftOut() throws IOException {
        Path file = folder.resolve("training.csv");
        new TrainingCsv(file).on(new EpochEnded("piece", 1, 3, 0.5, Optional.empty(), 0.01, Optional.empty()));

        assertThat(Files.readAllLines(file)).element(1).isEqualTo("piece,1,0.5,,,0.01,");
    }

    private static EpochEnded epoch(int number, double loss) {
        return new EpochEnded(
                "fine-tuning", number, 3, loss, Optional.of(new Score(0.75, 0.6, 20, false)), 0.01, Optional.of(100.0));
    }

    private static RunFile run() {
        return new RunFile(
                Path.of("photos"),
                Path.of("model.tlz"),
                Optional.of("resnet20-cifar10"),
                Optional.empty(),
                List.of("layer2", "avgpool"),
                Optional.of(Pooling.MAX),
                "auto",
                List.of(
                        List.of(),
                        List.of(
                                SettingOverride.of("epochs", 3),
                                new SettingOverride("l2-strengths", List.of("1", "2"), true))),
                new ReadingSettings(120, true),
                OptionalInt.of(48),
                EngineSelection.AUTOMATIC);
    }
}
