package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.storage.Storage;

/** {@code tl train} on the embedded network, and images that are easy to classify. */
class TrainCommandTest {
    private static final String BACKBONE = "resnet20-garments";

    @TempDir
    private static Path folder;

    private static Path images;
    private static Path damaged;

    private final Captured captured = Captured.in(folder.resolve("home"));

    @BeforeAll
    static void writeImages() throws IOException {
        images = folder.resolve("images");
        ColouredImages.write(images.resolve("train"), 12, 1);
        ColouredImages.write(images.resolve("test"), 5, 2);
        damaged = folder.resolve("damaged");
        ColouredImages.writeDamaged(damaged);
    }

    @Test
    void strictTrainingEndsWithThreeAndWritesNothing() {
        Path none = folder.resolve("none.tlz");

        assertThat(captured.run(
                        "train", "--data", damaged, "--output", none, "--backbone", BACKBONE, "--strict", "--json"))
                .isEqualTo(ExitCodes.SKIPPED);
        assertThat(captured.err()).contains("truncated.png");
        assertThat(captured.json().at("/error/category").asText()).isEqualTo("data");
        assertThat(none).doesNotExist();
    }

    @Test
    void trainingThatFailsBeforeItsFirstEpochLeavesNoFolder() throws IOException {
        Path place = Files.createDirectory(folder.resolve("failing"));
        Path bundle = place.resolve("m.tlz");

        assertThat(captured.run("train", "--data", folder.resolve("no-such"), "--output", bundle))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(captured.run("train", "--data", damaged, "--output", bundle, "--backbone", BACKBONE, "--strict"))
                .isEqualTo(ExitCodes.SKIPPED);

        assertThat(place).isEmptyDirectory();
    }

    @Test
    void onRequestNoBundleSaysWhereTheImagesWere() throws IOException {
        Path bundle = folder.resolve("private.tlz");
        Path grown = folder.resolve("grown.tlz");
        document(
                "train",
                "--data",
                images,
                "--output",
                bundle,
                "--backbone",
                BACKBONE,
                "--strategy",
                "feature-extraction",
                "--set",
                "record-sources=false",
                "--json");
        document("train", "--from", bundle, "--data", images, "--output", grown, "--json");

        TrainingRecord record = Storage.bundleStore().read(bundle).record().orElseThrow();
        assertThat(record.sources()).isEmpty();
        assertThat(record.images()).isNotEmpty();
        assertThat(Storage.bundleStore().read(grown).record().orElseThrow().sources())
                .isEmpty();
        assertThat(new String(Files.readAllBytes(bundle), StandardCharsets.ISO_8859_1))
                .doesNotContain(folder.toString());
    }

    @Test
    void evaluatingOnWhatTheNetworkWasRefittedToIsWarnedOf() throws IOException {
        Path parts = folder.resolve("parts");
        ColouredImages.write(parts.resolve("train"), 12, 1);
        ColouredImages.write(parts.resolve("validation"), 6, 2);
        Path bundle = folder.resolve("refitted.tlz");
        JsonNode trained = document(
                "train",
                "--data",
                parts,
                "--output",
                bundle,
                "--backbone",
                BACKBONE,
                "--strategy",
                "feature-extraction",
                "--set",
                "refit=true",
                "--json");
        assertThat(trained.get("refitted").asBoolean()).isTrue();
        assertThat(trained.get("warnings").findValuesAsText("kind")).contains("REFITTED", "CALIBRATION");

        JsonNode seen = document("evaluate", bundle, "--data", parts, "--part", "validation", "--json");
        JsonNode other = document("evaluate", bundle, "--data", images, "--part", "test", "--json");

        assertThat(seen.at("/warnings/0/kind").asText()).isEqualTo("REFITTED");
        assertThat(other.get("warnings")).isEmpty();
        assertThat(captured.run("evaluate", bundle, "--data", parts, "--part", "validation"))
                .isEqualTo(ExitCodes.DONE);
        assertThat(captured.out()).contains("Warning: the network was fitted to the validation images as well");
    }

    @Test
    void skippedImagesAreCountedAndListed() {
        JsonNode found = document(
                "train",
                "--data",
                damaged,
                "--output",
                folder.resolve("d.tlz"),
                "--backbone",
                BACKBONE,
                "--validation-fraction",
                "0",
                "--json");

        assertThat(found.at("/images/skipped").asInt()).isEqualTo(1);
        assertThat(Captured.names(found.at("/skippedImages/0"))).containsExactly("image", "reason");
        assertThat(found.at("/images/validation").asInt()).isZero();
        assertThat(found.at("/validation/crossValidated").asBoolean()).isTrue();
    }

    @Test
    void anotherInputSizeTravelsInTheBundle() throws IOException {
        Path larger = folder.resolve("larger.tlz");
        document(
                "train",
                "--strategy",
                "feature-extraction",
                "--data",
                images,
                "--output",
                larger,
                "--backbone",
                BACKBONE,
                "--input-size",
                "40",
                "--json");

        try (ZipFile zip = new ZipFile(larger.toFile())) {
            JsonNode manifest = new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("manifest.json")));
            assertThat(manifest.at("/preprocessing/resize/width").asInt()).isEqualTo(40);
            assertThat(manifest.at("/preprocessing/crop/height").asInt()).isEqualTo(40);
        }
        assertThat(document("evaluate", larger, "--data", images, "--json")
                        .get("images")
                        .asInt())
                .isEqualTo(10);
        assertThat(captured.run(
                        "features",
                        "--data",
                        images,
                        "--output",
                        folder.resolve("g.npy"),
                        "--backbone",
                        BACKBONE,
                        "--input-size",
                        "3"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("input-size must be at least 4 pixels per side for resnet20, found 3x3");
    }

    @Test
    void refitOnAllImagesIsReported() {
        assertThat(captured.run(
                        "train",
                        "--strategy",
                        "fine-tuning",
                        "--set",
                        "epochs=1",
                        "--set",
                        "refit=true",
                        "--data",
                        images,
                        "--output",
                        folder.resolve("r.tlz"),
                        "--backbone",
                        BACKBONE))
                .isEqualTo(ExitCodes.DONE);

        assertThat(captured.out())
                .contains("on 24 images of 2 classes")
                .containsPattern("on \\d validation images, before it was fitted to these as well")
                .contains(
                        "the calibration is that of the network before it was fitted to the validation images as well");
    }

    /** Runs a command that must succeed; its standard output must be one document. */
    private static JsonNode document(Object... arguments) {
        return Captured.in(folder.resolve("home")).document(arguments);
    }
}
