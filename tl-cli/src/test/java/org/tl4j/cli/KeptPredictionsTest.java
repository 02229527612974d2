package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;

/** {@code tl predict --csv} and {@code --sort-into}, with a model of two colours. */
class KeptPredictionsTest {
    @TempDir
    private static Path shared;

    private static Path bundle;
    private static Path images;

    @TempDir
    private Path folder;

    private Captured command;

    @BeforeAll
    static void train() throws IOException {
        Path data = shared.resolve("data");
        ColouredImages.write(data, 12, 1);
        images = shared.resolve("images");
        ColouredImages.writeDamaged(images);
        bundle = shared.resolve("colours.tlz");
        ColouredImages.train(shared, data, bundle);
    }

    @BeforeEach
    void start() {
        command = Captured.in(shared);
    }

    @Test
    void aTableHasARowPerImageAndGoesOnWhereItEnded() throws IOException {
        Path csv = folder.resolve("p.csv");
        JsonNode first = command.document("predict", bundle, images, "--csv", csv, "--all-probabilities", "--json");
        assertThat(first.get("images").asInt()).isEqualTo(13);
        assertThat(first.get("failed").asInt()).isEqualTo(1);
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(14);
        assertThat(rows.get(0)).contains(",p(blue),p(red),model");
        assertThat(rows).filteredOn(row -> row.contains("truncated.png,,,,")).hasSize(1);

        byte[] whole = Files.readAllBytes(csv);
        Files.write(csv, Arrays.copyOf(whole, whole.length / 2));
        JsonNode second =
                Captured.in(shared).document("predict", bundle, images, "--csv", csv, "--all-probabilities", "--json");

        assertThat(second.get("before").asInt()).isBetween(4, 8);
        assertThat(Files.readAllBytes(csv)).isEqualTo(whole);
    }

    @Test
    void aTableIsNotContinuedWithProbabilitiesAtAnotherTemperature() throws IOException {
        Path csv = folder.resolve("p.csv");
        command.document("predict", bundle, images, "--csv", csv, "--json");
        byte[] before = Files.readAllBytes(csv);

        assertThat(Captured.in(shared).run("predict", bundle, images, "--csv", csv, "--calibrated"))
                .isNotEqualTo(ExitCodes.DONE);
        assertThat(Files.readAllBytes(csv)).isEqualTo(before);
    }

    @Test
    void setsOfAnotherCoverageComeFromWhatTheBundleKeeps() throws IOException {
        Path image = shared.resolve("data");
        JsonNode without = command.document("predict", bundle, image, "--json");
        JsonNode with = Captured.in(shared).document("predict", bundle, image, "--coverage", "0.5", "--json");
        JsonNode measured = Captured.in(shared)
                .document("evaluate", bundle, "--data", image, "--coverage", "0.5", "--json")
                .at("/calibration/sets");

        assertThat(without.findValues("conformalSet")).allMatch(JsonNode::isNull);
        assertThat(with.findValues("conformalSet")).isNotEmpty().allMatch(JsonNode::isArray);
        assertThat(measured.get("wanted").asDouble()).isEqualTo(0.5);
        assertThat(measured.get("coverage").asDouble()).isBetween(0.0, 1.0);
        Captured text = Captured.in(shared);
        assertThat(text.run("evaluate", bundle, "--data", image, "--coverage", "0.5"))
                .isEqualTo(ExitCodes.DONE);
        assertThat(text.out()).contains("Conformal sets for 50.0 %");
    }

    @Test
    void aCoverageThatTheBundleCannotGiveIsRefused() {
        Path image = shared.resolve("data");
        Captured few = Captured.in(shared);

        assertThat(few.run("evaluate", bundle, "--data", image, "--coverage", "0.999"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(few.err()).contains("coverage must be at most", "held-out images");
        assertThat(command.run("predict", bundle, image, "--coverage", "1.5")).isEqualTo(ExitCodes.USAGE);
        assertThat(command.run("predict", bundle, image, "--coverage", "much")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aTableIsNotContinuedWithSetsOfAnotherCoverage() throws IOException {
        Path csv = folder.resolve("p.csv");
        command.document("predict", bundle, images, "--csv", csv, "--json");
        byte[] before = Files.readAllBytes(csv);

        assertThat(Captured.in(shared).run("predict", bundle, images, "--csv", csv, "--coverage", "0.5"))
                .isNotEqualTo(ExitCodes.DONE);
        assertThat(Files.readAllBytes(csv)).isEqualTo(before);
    }

    @Test
    void calibratedProbabilitiesHaveTheSameOrder() {
        Path image = shared.resolve("data");
        JsonNode own = command.document("predict", bundle, image, "--json");
        JsonNode calibrated = Captured.in(shared).document("predict", bundle, image, "--calibrated", "--json");

        assertThat(calibrated).isNotEqualTo(own);
        assertThat(calibrated.findValuesAsText("label")).isEqualTo(own.findValuesAsText("label"));
    }

    @Test
    void imagesAreCopiedIntoAFolderOfTheirLabelAndNotReadAgainFromThere() throws IOException {
        Path own = folder.resolve("own");
        ColouredImages.write(own, 3, 5);
        Path sorted = own.resolve("sorted");

        JsonNode first = command.document("predict", bundle, own, "--sort-into", sorted, "--json");
        List<String> copies = files(sorted);
        JsonNode second = Captured.in(shared).document("predict", bundle, own, "--sort-into", sorted, "--json");

        assertThat(first.get("images").asInt()).isEqualTo(6);
        assertThat(copies).hasSize(7).contains("predictions.csv");
        assertThat(second.get("images").asInt()).isEqualTo(6);
        assertThat(second.get("before").asInt()).isEqualTo(6);
        assertThat(files(sorted)).isEqualTo(copies);
        assertThat(own.resolve("red/image-00.png")).exists();
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("notes.csv"), "my notes\n");

        assertThat(command.run("predict", bundle, images, "--csv", csv)).isEqualTo(ExitCodes.USAGE);
        assertThat(csv).hasContent("my notes\n");
        assertThat(command.run("predict", bundle, images, "--all-probabilities"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.run("predict", bundle, images, "--csv", folder.resolve("x.csv"), "--top", 2))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.run("predict", bundle, "-", "--csv", folder.resolve("x.csv")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.run("predict", bundle, images, "--csv", bundle)).isEqualTo(ExitCodes.USAGE);
        assertThat(command.run("predict", bundle, images.resolve("red"), "--sort-into", images))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(folder.resolve("x.csv")).doesNotExist();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
