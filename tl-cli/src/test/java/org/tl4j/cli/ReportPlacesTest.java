package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.report.Report;

/** Where commands write their reports, and what they do not replace. */
@TestInstance(Lifecycle.PER_CLASS)
class ReportPlacesTest {
    @TempDir
    private static Path folder;

    private Path images;
    private Path model;

    @BeforeAll
    void train() throws IOException {
        images = folder.resolve("images");
        ColouredImages.write(images, 12, 1);
        model = folder.resolve("colours.tlz");
        ColouredImages.train(home(), images, model);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Captured command() {
        return Captured.in(home());
    }

    private Object[] training(Path bundle, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "train",
                "--strategy",
                "feature-extraction",
                "--data",
                images,
                "--output",
                bundle,
                "--backbone",
                "resnet20-garments"));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray();
    }

    private Path place(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trainingWritesItBesideTheModelAndReplacesAnEarlierOne() throws IOException {
        Path place = place("beside");
        Path page = place.resolve("model.html");
        Files.writeString(page, Report.MARK + "an earlier report");

        JsonNode trained = command().document(training(place.resolve("model.tlz"), "--json"));

        assertThat(trained.get("report").asText()).isEqualTo(page.toString());
        assertThat(page).content().contains("Data health", "How it was made").doesNotContain("an earlier report");
    }

    @Test
    void trainingWritesItWhereItIsWantedAndMakesTheFolder() {
        Path place = place("elsewhere");
        Path page = place.resolve("missing/folder/today.html");

        JsonNode trained = command().document(training(place.resolve("model.tlz"), "--report", page, "--json"));

        assertThat(trained.get("report").asText()).isEqualTo(page.toString());
        assertThat(page).isRegularFile();
        assertThat(place.resolve("model.html")).doesNotExist();
    }

    @Test
    void trainingWritesNoneOnRequestAndTheDocumentHasNoField() {
        Path place = place("none");

        JsonNode trained = command().document(training(place.resolve("model.tlz"), "--no-report", "--json"));

        assertThat(trained.has("report")).isFalse();
        assertThat(place).isDirectoryNotContaining("glob:**.html");
    }

    @Test
    void anotherPageBesideTheModelStaysAndNothingIsTrained() throws IOException {
        Path place = place("website");
        Path page = Files.writeString(place.resolve("model.html"), "<p>welcome");
        Captured command = command();

        assertThat(command.run(training(place.resolve("model.tlz")))).isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains("another page in " + page, "--no-report");
        assertThat(page).hasContent("<p>welcome");
        assertThat(place.resolve("model.tlz")).doesNotExist();
    }

    @Test
    void theReportAndTheModelAreDifferentFiles() {
        Path bundle = place("same").resolve("model.tlz");
        Captured command = command();

        assertThat(command.run(training(bundle, "--report", bundle))).isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains("--report must be another file than --output");
        assertThat(bundle).doesNotExist();
    }

    Stream<List<Object>> commands() {
        return Stream.of(
                Arrays.asList(training(folder.resolve("refused.tlz"))),
                List.of("evaluate", model, "--data", images),
                List.of("inspect", images, "--no-backbone"),
                List.of("quickstart", "--images-per-class", 1, "--folder", folder.resolve("refused")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFolderInItsPlaceIsFoundBeforeTheWork(List<Object> arguments) {
        Path target = place("target.html");
        List<Object> all = new ArrayList<>(arguments);
        all.addAll(List.of("--report", target));
        Captured command = command();

        assertThat(command.run(all.toArray())).isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains("--report must be a file", "the folder " + target);
        assertThat(command.out()).isEmpty();
        assertThat(folder.resolve("refused.tlz")).doesNotExist();
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void anEvaluationWritesOneOnRequestAlone() {
        Path page = folder.resolve("missing too/evaluation.html");

        JsonNode plain = command().document("evaluate", model, "--data", images, "--json");
        JsonNode reported = command().document("evaluate", model, "--data", images, "--report", page, "--json");

        assertThat(plain.has("report")).isFalse();
        assertThat(reported.get("report").asText()).isEqualTo(page.toString());
        assertThat(page).content().contains("What is confused with what");
    }

    @Test
    void anEvaluationDoesNotReplaceWhatItReads() {
        Captured command = command();

        assertThat(command.run("evaluate", model, "--data", images, "--report", model))
                .isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains("--report must be another file than what is read");
        command().document("evaluate", model, "--data", images, "--json");
    }

    @Test
    void anInspectionMakesTheFolderOfItsPage() {
        Path page = folder.resolve("missing as well/health.html");

        assertThat(command().run("inspect", images, "--no-backbone", "--report", page))
                .isEqualTo(ExitCodes.DONE);

        assertThat(page).content().contains("Data health");
    }

    @Test
    void theQuickstartLeavesAnotherPageAlone() throws IOException {
        Path place = place("quickstart");
        Path page = Files.writeString(place.resolve("garments.html"), "<p>welcome");
        Captured command = command();

        assertThat(command.run("quickstart", "--images-per-class", 1, "--folder", place))
                .isEqualTo(ExitCodes.USAGE);

        assertThat(command.err()).contains("another page in " + page);
        assertThat(page).hasContent("<p>welcome");
        assertThat(place).isDirectoryContaining("glob:**/garments.html").isDirectoryNotContaining("glob:**.zip");
    }

    @Test
    void theQuickstartWritesNoneOnRequest() {
        Path place = folder.resolve("quickstart without");

        JsonNode done =
                command().document("quickstart", "--images-per-class", 1, "--folder", place, "--no-report", "--json");

        assertThat(done.has("report")).isFalse();
        assertThat(place.resolve("garments.tlz")).isRegularFile();
        assertThat(place.resolve("garments.html")).doesNotExist();
    }
}
