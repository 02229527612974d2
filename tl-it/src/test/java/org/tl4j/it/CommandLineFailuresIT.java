package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** How the command fails: one line, one document, the right exit code, and nothing half-written. */
@ExtendWith(WorkshopExtension.class)
class CommandLineFailuresIT {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int SKIPPED = 3;
    private static final String OLD = "an older model";

    private final Path logs;
    private final Path folder;
    private final Path output;

    CommandLineFailuresIT(Workshop workshop) {
        this.logs = workshop.newFolder("logs");
        this.folder = workshop.newFolder("failures");
        this.output = folder.resolve("model.tlz");
    }

    @BeforeEach
    void keepAnOlderModelInTheWay() throws IOException {
        Files.writeString(output, OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sead=1", "--validation-fraction=1.5", "--set=foldz=3", "--backbone=resnet20-garment"})
    void aWrongOptionIsWrongUsage(String option) throws Exception {
        Path photos = Garments.write(Garments.read().draw(12, 1), folder.resolve("photos"));

        CommandLineRun run = run("train", "--data", photos.toString(), "--output", output.toString(), option);

        assertFailed(run, USAGE, "usage");
    }

    @Test
    void photosThatAreNotThereEndTraining() throws Exception {
        CommandLineRun run =
                run("train", "--data", folder.resolve("no where").toString(), "--output", output.toString());

        assertFailed(run, FAILED, "data");
        assertThat(run.err()).contains("no where");
    }

    @Test
    void anEmptyFolderEndsTraining() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        CommandLineRun run = run("train", "--data", empty.toString(), "--output", output.toString());

        assertFailed(run, FAILED, "data");
    }

    @Test
    void aBrokenPhotoEndsAStrictTraining() throws Exception {
        Path photos = Garments.write(Garments.read().draw(2, 1), folder.resolve("photos"));
        Garments.write(new byte[0], photos.resolve("coat/two\nlines.png"));

        CommandLineRun run = run("train", "--strict", "--data", photos.toString(), "--output", output.toString());

        assertFailed(run, SKIPPED, "data");
        assertThat(run.err()).contains("two\\nlines.png");
    }

    @Test
    void aBundleThatIsNotThereEndsPrediction() throws Exception {
        Path missing = folder.resolve("missing.tlz");
        Path photo = Garments.write(Garments.read().test().get("coat").get(0), folder.resolve("coat.png"));

        CommandLineRun run = run("predict", missing.toString(), photo.toString());

        assertFailed(run, FAILED, "bundle");
        assertThat(run.err()).contains("missing.tlz");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aHostileBundleIsRefused() throws Exception {
        Path hostile = folder.resolve("hostile.tlz");
        try (OutputStream file = Files.newOutputStream(hostile);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : List.of("manifest.json", "../escaped.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("{}".getBytes(StandardCharsets.UTF_8));
            }
        }
        Path photo = Garments.write(Garments.read().test().get("coat").get(0), folder.resolve("coat.png"));

        CommandLineRun run = run("predict", hostile.toString(), photo.toString());

        assertFailed(run, FAILED, "bundle");
        assertThat(folder.resolveSibling("escaped.txt")).doesNotExist();
    }

    @Test
    void aFolderInPlaceOfTheOutputIsWrongUsage() throws Exception {
        Path photos = Garments.write(Garments.read().draw(2, 1), folder.resolve("photos"));

        CommandLineRun run = run("train", "--data", photos.toString(), "--output", folder.toString());

        assertFailed(run, USAGE, "usage");
    }

    private CommandLineRun run(String command, String... arguments) throws IOException, InterruptedException {
        return CommandLineRun.json(logs, command, arguments);
    }

    private void assertFailed(CommandLineRun run, int exitCode, String category) throws IOException {
        JsonNode error = run.json().get("error");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(error.get("category").asText()).isEqualTo(category);
        assertThat(run.err().lines())
                .as(run.err())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("tl: ")
                        .contains(error.get("message").asText()));
        assertThat(output).hasContent(OLD);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".tl4j-"));
        }
    }
}
