package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.NpyArray;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** The command as other programs call it: what it prints, and where. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineIT {
    private static final String BACKBONE = "resnet20-garments";

    private final Path folder;
    private final Path photos;
    private final Path bundle;
    private CommandLineRun training;

    CommandLineIT(Workshop workshop) {
        this.folder = workshop.newFolder("command");
        this.photos = folder.resolve("my photos");
        this.bundle = folder.resolve("models/garments.tlz");
    }

    /** Into a folder that is not there yet, with a broken photo among the good ones. */
    @BeforeAll
    void train() throws IOException, InterruptedException {
        Garments.write(Garments.read().draw(12, 1), photos);
        Garments.write(new byte[0], photos.resolve("coat/empty.png"));
        training = run(
                "train",
                "--strategy",
                "feature-extraction",
                "--data",
                photos.toString(),
                "--output",
                bundle.toString(),
                "--backbone",
                BACKBONE);
    }

    @Test
    void trainTellsWhatItMade() throws IOException {
        JsonNode document = training.json();

        assertThat(training.exitCode()).as(training.err()).isZero();
        assertThat(keys(document))
                .contains("strategy", "backbone", "classes", "images", "parameters", "validation", "seconds", "bundle");
        assertThat(document.get("strategy").asText()).isEqualTo("feature-extraction");
        assertThat(document.get("backbone").asText()).isEqualTo(BACKBONE);
        assertThat(document.get("classes")).hasSize(5);
        assertThat(document.at("/images/train").asInt()
                        + document.at("/images/validation").asInt())
                .isEqualTo(60);
        assertThat(document.at("/images/skipped").asInt()).isEqualTo(1);
        assertThat(document.at("/parameters/trainable").asInt()).isEqualTo(65 * 5);
        assertThat(document.at("/parameters/total").asInt()).isGreaterThan(270_000);
        assertThat(keys(document.get("validation"))).contains("accuracy", "logLoss");
        assertThat(keys(document.get("seconds"))).containsExactly("total", "features", "training");
        assertThat(Path.of(document.get("bundle").asText())).isRegularFile();
    }

    @Test
    void evaluateTellsHowGoodItIs() throws Exception {
        CommandLineRun run = run("evaluate", bundle.toString(), "--data", photos.toString());
        JsonNode document = run.json();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(keys(document))
                .contains(
                        "images",
                        "accuracy",
                        "accuracyInterval",
                        "top5Accuracy",
                        "macroF1",
                        "logLoss",
                        "expectedCalibrationError",
                        "cohenKappa",
                        "labels",
                        "confusion",
                        "perClass");
        assertThat(document.get("images").asInt()).isEqualTo(60);
        assertThat(document.get("accuracy").asDouble()).isBetween(0.5, 1.0);
        assertThat(document.get("accuracyInterval")).hasSize(2);
        assertThat(document.get("top5Accuracy").asDouble()).isEqualTo(1);
        assertThat(document.get("confusion"))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).hasSize(5));
        assertThat(document.get("perClass")).hasSize(5);
    }

    @Test
    void predictTellsTheClassesOfEachImageAndWhatItCannotRead() throws Exception {
        Path strange = folder.resolve("strange names");
        byte[] image = Files.readAllBytes(photos.resolve("sandal/0.png"));
        for (String name : OddNames.OF_THIS_SYSTEM) {
            Garments.write(image, strange.resolve(name + ".png"));
        }
        Garments.write(new byte[] {1, 2, 3}, strange.resolve("zz broken.png"));

        CommandLineRun run = run("predict", bundle.toString(), strange.toString(), "--top", "2");
        JsonNode document = run.json();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(document).hasSize(OddNames.OF_THIS_SYSTEM.size() + 1);
        for (JsonNode line : document) {
            boolean broken = line.get("image").asText().endsWith("broken.png");
            assertThat(line.has("error")).isEqualTo(broken);
            assertThat(line.has("predictions")).isEqualTo(!broken);
            if (!broken) {
                assertThat(Path.of(line.get("image").asText())).isRegularFile();
                assertThat(line.get("predictions")).hasSize(2);
                assertThat(keys(line.at("/predictions/0"))).containsExactly("label", "probability");
            }
        }
    }

    @Test
    void featuresAreARowAnImage() throws Exception {
        Path output = folder.resolve("features.npy");

        CommandLineRun run =
                run("features", "--backbone", BACKBONE, "--data", photos.toString(), "--output", output.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(keys(run.json())).contains("images", "width", "output");
        assertThat(NpyArray.read(output).shape()).containsExactly(60, 64);
        assertThat(Files.readAllLines(folder.resolve("features.index.csv")))
                .hasSize(61)
                .first()
                .isEqualTo("path,label");
    }

    @Test
    void backbonesAreListed() throws Exception {
        CommandLineRun run = run("backbones");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json()).extracting(entry -> entry.get("name").asText()).contains(BACKBONE);
    }

    @Test
    void doctorFindsTheProcessorsLibrary() throws Exception {
        CommandLineRun run = run("doctor");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(keys(run.json())).contains("java", "machine", "memory", "nd4j", "cache", "problems");
    }

    private CommandLineRun run(String command, String... arguments) throws IOException, InterruptedException {
        return CommandLineRun.json(folder, command, arguments);
    }

    private static List<String> keys(JsonNode document) {
        Iterable<String> names = document::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
