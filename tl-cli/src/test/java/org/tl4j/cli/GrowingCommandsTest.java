package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.storage.Storage;

/** {@code tl train --from}, {@code tl diff} and {@code tl card}, with a model of two colours. */
class GrowingCommandsTest {
    @TempDir
    private static Path shared;

    private static Path model;
    private static Path more;

    @TempDir
    private Path folder;

    private Captured command;

    @BeforeAll
    static void train() throws IOException {
        Path data = shared.resolve("data");
        ColouredImages.write(data, 12, 1);
        more = shared.resolve("more");
        ColouredImages.write(more, 5, 9);
        model = shared.resolve("colours.tlz");
        ColouredImages.train(shared, data, model);
    }

    @BeforeEach
    void start() {
        command = Captured.in(shared);
    }

    @Test
    void aModelGetsMoreImagesAndAnotherNameForALabel() {
        Path output = folder.resolve("new.tlz");

        JsonNode grown = command.document(
                "train", "--from", model, "--data", more, "--rename", "red=scarlet", "--output", output, "--json");

        // what the new data calls red is a class of its own: names of new data are new names already
        assertThat(Captured.names(grown))
                .contains("training", "written", "oldImages", "newImages", "corrected", "lost", "comparison");
        assertThat(grown.get("oldImages").asInt()).isEqualTo(24);
        assertThat(grown.get("newImages").asInt()).isEqualTo(10);
        assertThat(grown.at("/training/classes")).hasSize(3);
        assertThat(output).exists();
    }

    @Test
    void settingsChangeThoseOfTheModelWithoutNamingItsStrategy() {
        Path output = folder.resolve("set.tlz");

        command.document("train", "--from", model, "--set", "folds=7", "--output", output, "--json");

        var before = Storage.bundleStore().read(model).manifest();
        var after = Storage.bundleStore().read(output).manifest();
        assertThat(after.strategy()).isEqualTo(before.strategy());
        assertThat(after.provenance().settings())
                .containsEntry("folds", "7")
                .containsEntry("l2-strengths", before.provenance().settings().get("l2-strengths"))
                .containsEntry("tolerance", before.provenance().settings().get("tolerance"));
    }

    @Test
    void optionsThatTheModelSettlesAreRefused() {
        Path output = folder.resolve("new.tlz");

        assertThat(command.run("train", "--from", model, "--output", output, "--seed", "2"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--from takes backbone, boundary, split and seed from the model");
        assertThat(command.run("train", "--from", model, "--output", output, "--set", "coverage=0.5"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--set must leave out what is taken over from the model", "coverage");
        assertThat(command.run("train", "--data", more, "--output", output, "--rename", "a=b"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("go with --from");
        assertThat(command.run("train", "--from", model, "--output", output, "--rename", "rot=red"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("label rot must be one of the model's, blue, red");
        assertThat(command.run("train", "--from", model, "--output", model)).isEqualTo(ExitCodes.USAGE);
        assertThat(output).doesNotExist();
    }

    @Test
    void twoModelsAreComparedAndWhereTheyDifferIsWritten() throws IOException {
        Path csv = folder.resolve("d.csv");

        JsonNode diff = command.document("diff", model, model, "--data", more, "--csv", csv, "--json");

        assertThat(Captured.names(diff))
                .contains("images", "first", "second", "differenceInterval", "pValue", "perLabel", "differing");
        assertThat(diff.get("images").asInt()).isEqualTo(10);
        assertThat(diff.get("pValue").asDouble()).isEqualTo(1);
        assertThat(Files.readAllLines(csv)).containsExactly("image,actual,first,second");
        assertThat(command.run("diff", model, model, "--data", more)).isEqualTo(ExitCodes.DONE);
        assertThat(command.out()).contains("which may be chance");
    }

    @Test
    void aCardIsPrintedOrWritten() throws IOException {
        Path card = folder.resolve("README.md");

        assertThat(command.run("card", model, "--output", card)).isEqualTo(ExitCodes.DONE);
        List<String> lines = Files.readAllLines(card);

        assertThat(lines.get(0)).isEqualTo("---");
        assertThat(lines).contains("# colours.tlz", "## Limits", "| label | training | validation | test |");
        assertThat(command.run("card", folder.resolve("nothing.tlz"))).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void labelsAreReadAsTheOptionsSay() throws IOException {
        Path data = folder.resolve("data");
        ColouredImages.write(data, 12, 1);
        Files.move(data.resolve("red"), data.resolve("red;warm"));
        Path several = folder.resolve("several.tlz");

        JsonNode trained = command.document(
                "train",
                "--data",
                data,
                "--label-separator",
                ";",
                "--strategy",
                "feature-extraction",
                "--backbone",
                "resnet20-garments",
                "--output",
                several,
                "--json");

        assertThat(trained.get("classes")).hasSize(3);
        assertThat(trained.at("/validation/meanAveragePrecision").asDouble()).isGreaterThan(0.9);
        assertThat(trained.at("/validation/accuracy").isMissingNode()).isTrue();
        JsonNode found =
                Captured.in(shared).document("evaluate", several, "--data", data, "--label-separator", ";", "--json");
        assertThat(found.get("meanAveragePrecision").asDouble()).isGreaterThan(0.9);
        assertThat(found.get("perLabel")).hasSize(3);
        assertThat(found.get("exactMatch").asDouble()).isGreaterThan(0.9);
        assertThat(command.run("train", "--data", data, "--label-mode", "many", "--output", several))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--label-mode must be one of single-label, multi-label");
    }
}
