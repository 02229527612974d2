package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** Ctrl-C in the middle of the work. */
@ExtendWith(WorkshopExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT")
class InterruptedRunIT {
    private static final int INTERRUPTED = 130;
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;

    InterruptedRunIT(Workshop workshop) {
        this.folder = workshop.newFolder("interrupted");
    }

    @Test
    void leavesNothingHalfWritten() throws Exception {
        assumeFalse(interruptsAreIgnored(), "this process was started deaf to SIGINT, and so are its children");
        Garments garments = Garments.read();
        Path photos = Garments.write(garments.draw(50, 1), folder.resolve("photos/train"));
        Garments.write(garments.test(), folder.resolve("photos/val"));
        Path models = Files.createDirectories(folder.resolve("models"));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");

        Process process = CommandLineRun.builder(
                        folder,
                        "train",
                        "--json",
                        "--data",
                        photos.getParent().toString(),
                        "--output",
                        models.resolve("model.tlz").toString(),
                        "--backbone",
                        "resnet20-garments")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        awaitWork(process);
        interrupt(process);

        assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(INTERRUPTED);
        assertThat(out).isEmptyFile();
        assertThat(err).content().startsWith("tl: interrupted");
        assertThat(files(models)).isEmpty();
    }

    @Test
    void whileTheReportIsMadeTheModelStaysAndItIsSaidHowToGetTheReport() throws Exception {
        assumeFalse(interruptsAreIgnored(), "this process was started deaf to SIGINT, and so are its children");
        Path photos = Garments.write(Garments.read().draw(50, 2), folder.resolve("other photos"));
        Path models = Files.createDirectories(folder.resolve("other models"));
        Path model = models.resolve("model.tlz");
        Path errors = Files.createDirectories(folder.resolve("errors"));
        Path err = errors.resolve("err.txt");

        Process process = CommandLineRun.builder(
                        folder,
                        "--verbose",
                        "train",
                        "--data",
                        photos.toString(),
                        "--output",
                        model.toString(),
                        "--backbone",
                        "resnet20-garments",
                        "--strategy",
                        "feature-extraction")
                .redirectOutput(folder.resolve("no result.txt").toFile())
                .redirectError(err.toFile())
                .start();
        awaitLine(err, "making the report");
        interrupt(process);

        assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(INTERRUPTED);
        assertThat(folder.resolve("no result.txt")).isEmptyFile();
        assertThat(err)
                .content()
                .contains("tl: interrupted; the model is complete in " + model
                        + ", but its report was not written; for a report on other images: tl evaluate ");
        assertThat(files(models)).containsExactly("model.tlz");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        int killed = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(killed).isZero();
    }

    /** Waits until a process has written a line to a file that is alone in its folder. */
    private static void awaitLine(Path file, String text) throws IOException, InterruptedException {
        Path place = file.getParent();
        try (WatchService watch = place.getFileSystem().newWatchService()) {
            place.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.readString(file).contains(text)) {
                WatchKey key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(key).as("the process writes \"%s\"", text).isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    /** Waits for the feature store, which is made when the images have been read and the backbone is open. */
    private void awaitWork(Process process) throws IOException, InterruptedException {
        Path cache = Files.createDirectories(CommandLineRun.cache(folder));
        try (WatchService watch = cache.getFileSystem().newWatchService()) {
            cache.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            if (Files.notExists(cache.resolve("features"))) {
                assertThat(watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("the run makes a feature store")
                        .isNotNull();
            }
        }
        assertThat(process.isAlive()).isTrue();
    }

    /** What a shell does to what it starts in the background. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask & 0b10) != 0);
        }
    }
}
