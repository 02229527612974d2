package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;

/** {@code tl suggest}, with a model of two colours. */
class SuggestCommandTest {
    @TempDir
    private static Path shared;

    private static Path model;
    private static Path unlabelled;

    @TempDir
    private Path folder;

    private Captured command;

    @BeforeAll
    static void train() throws IOException {
        Path data = shared.resolve("data");
        ColouredImages.write(data, 12, 1);
        model = shared.resolve("colours.tlz");
        ColouredImages.train(shared, data, model);
        unlabelled = shared.resolve("unlabelled");
        ColouredImages.write(unlabelled, 5, 9);
        Files.copy(data.resolve("red/image-03.png"), unlabelled.resolve("a trained one.png"));
        Files.copy(data.resolve("blue/image-07.png"), unlabelled.resolve("another.png"));
        Files.writeString(unlabelled.resolve("broken.png"), "no image");
    }

    @BeforeEach
    void start() {
        command = Captured.in(shared);
    }

    @Test
    void unknownImagesAreSuggestedAndDamagedOnesListed() throws IOException {
        Path csv = folder.resolve("next.csv");

        JsonNode found =
                command.document("suggest", model, "--unlabelled", unlabelled, "--count", "4", "--csv", csv, "--json");

        assertThat(Captured.names(found)).containsExactly("considered", "known", "images", "skipped");
        assertThat(found.get("considered").asInt()).isEqualTo(11);
        assertThat(found.get("known").asInt()).isEqualTo(2);
        assertThat(found.get("images")).hasSize(4);
        assertThat(found.at("/images/0/uncertainty").asDouble()).isBetween(0.0, 1.0);
        assertThat(found.at("/images/0/predictions")).hasSize(2);
        assertThat(found.get("skipped")).hasSize(1);
        assertThat(found.at("/skipped/0").asText()).contains("broken.png");
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(5).first().isEqualTo("image,uncertainty,label,probability");
        assertThat(rows.get(1)).startsWith(found.at("/images/0/image").asText());
    }

    @Test
    void allUnknownImagesAreSuggestedWhereMoreAreWanted() {
        assertThat(command.run("suggest", model, "--unlabelled", unlabelled)).isEqualTo(ExitCodes.DONE);

        assertThat(command.out())
                .contains("10 images to label next, of 11 images; 2 images of the training data left out:")
                .contains("1 image was skipped:")
                .doesNotContain("another.png");
    }

    @Test
    void suggestedImagesAreCopiedAndNothingIsReplaced() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Files.writeString(copies.resolve("image-00.png"), "something else");

        JsonNode found = command.document(
                "suggest", model, "--unlabelled", unlabelled, "--count", "10", "--copy-to", copies, "--json");

        assertThat(found.get("copiedTo").asText()).isEqualTo(copies.toString());
        assertThat(copies.resolve("image-00.png")).hasContent("something else");
        assertThat(files(copies)).hasSize(11);
        for (JsonNode image : found.get("images")) {
            Path original = Path.of(image.get("image").asText());
            assertThat(files(copies)).anySatisfy(copy -> assertThat(copy).hasSameBinaryContentAs(original));
        }
        assertThat(command.run("suggest", model, "--unlabelled", unlabelled, "--count", "10", "--copy-to", copies))
                .isEqualTo(ExitCodes.DONE);
        assertThat(files(copies)).hasSize(11);
    }

    @Test
    void copiesInsideTheFolderAreNotSuggested() throws IOException {
        Path inside = folder.resolve("photos");
        ColouredImages.write(inside, 2, 5);
        Path copies = inside.resolve("next");

        command.document("suggest", model, "--unlabelled", inside, "--copy-to", copies, "--json");
        JsonNode again =
                Captured.in(shared).document("suggest", model, "--unlabelled", inside, "--copy-to", copies, "--json");

        assertThat(again.get("considered").asInt()).isEqualTo(4);
    }

    @Test
    void wrongUsageIsReportedBeforeTheWork() throws IOException {
        assertThat(command.run("suggest", model, "--unlabelled", unlabelled, "--count", "0"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--count must be at least 1, found 0");
        assertThat(command.run("suggest", model, "--unlabelled", folder.resolve("none")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--unlabelled must be a folder, found nothing at");
        assertThat(command.run("suggest", model, "--unlabelled", unlabelled, "--copy-to", unlabelled))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--copy-to must be another folder than the images are in");
        assertThat(command.run("suggest", model, "--unlabelled", folder)).isEqualTo(ExitCodes.FAILED);
        assertThat(command.err()).contains("must hold an image");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
