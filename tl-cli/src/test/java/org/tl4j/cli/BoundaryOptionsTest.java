package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;

/** The options of the command line for the boundary. */
class BoundaryOptionsTest {
    private static final String BACKBONE = "resnet20-garments";

    @TempDir
    private Path folder;

    @Test
    void aBackboneListsItsBoundariesForPeople() {
        Captured captured = Captured.in(folder);

        assertThat(Main.run(captured.console(), "backbones", BACKBONE)).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out())
                .containsPattern("boundaries +after +vertex +features +size +parameters\n")
                .containsPattern("stem +relu +16 +32x32 +464\n")
                .containsPattern("layer2 +layer2.2.relu2 +32 +16x16 +65.6 k\n")
                .containsPattern("layer3 +avgpool +64 +269 k +default\n")
                .containsPattern("layer groups +stem, layer1, layer2, layer3\n");
    }

    @Test
    void aBackboneWithoutWeightsListsItsBoundariesToo() {
        JsonNode document = document("backbones", "vgg16-imagenet", "--json");

        assertThat(document.get("groups"))
                .extracting(group -> group.get("name").asText())
                .containsExactly("stage1", "stage2", "stage3", "stage4", "stage5", "classifier.0", "classifier.3");
        assertThat(document.at("/groups/0/layers/0").asText()).isEqualTo("features.0");
        JsonNode boundaries = document.get("boundaries");
        assertThat(boundaries.get(4).get("group").asText()).isEqualTo("stage5");
        assertThat(boundaries.get(4).get("vertex").asText()).isEqualTo("features.30");
        assertThat(boundaries.get(4).get("features").asInt()).isEqualTo(512);
        assertThat(boundaries.get(4).get("height").asInt()).isEqualTo(7);
        assertThat(boundaries.get(4).get("width").asInt()).isEqualTo(7);
        assertThat(boundaries.get(4).get("usual").asBoolean()).isFalse();
        JsonNode usual = boundaries.get(boundaries.size() - 1);
        assertThat(usual.get("vertex").asText())
                .isEqualTo(document.get("boundary").asText());
        assertThat(usual.get("usual").asBoolean()).isTrue();
        assertThat(usual.get("features").asInt()).isEqualTo(4096);
        assertThat(usual.has("height")).isFalse();
    }

    @Test
    void featuresOfSeveralBoundariesAreJoined() throws IOException {
        ColouredImages.write(folder.resolve("images"), 2, 3);
        Path output = folder.resolve("features.csv");

        JsonNode found = features(output, "--boundary", "layer2,layer3", "--pooling", "both");

        assertThat(found.get("boundaries")).extracting(JsonNode::asText).containsExactly("layer2.2.relu2", "avgpool");
        assertThat(found.get("pooling").asText()).isEqualTo("both");
        assertThat(found.get("width").asInt()).isEqualTo(2 * 32 + 64);
        Path alone = folder.resolve("alone.csv");
        assertThat(features(alone, "--boundary", "layer2.2.relu2", "--pooling", "max")
                        .get("width")
                        .asInt())
                .isEqualTo(32);
        assertThat(columns(output, 32, 64)).isEqualTo(columns(alone, 0, 32));
    }

    @Test
    void unknownBoundaryIsWrongUsage() throws IOException {
        ColouredImages.write(folder.resolve("images"), 2, 3);
        Captured captured = Captured.in(folder);

        int code = Main.run(
                captured.console(),
                "features",
                "--data",
                folder.resolve("images").toString(),
                "--output",
                folder.resolve("f.npy").toString(),
                "--backbone",
                BACKBONE,
                "--boundary",
                "layer3,layer4");

        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("found layer4; did you mean layer", "layer2 (layer2.2.relu2)");
    }

    @Test
    void aMeasuredBoundaryIsForTrainingFromPretrainedFeaturesAlone() {
        assertThat(refused(
                        "features", "--data", "d", "--output", "f.npy", "--backbone", BACKBONE, "--boundary", "auto"))
                .contains("--boundary must name boundaries here, since only training measures them, found auto");
        assertThat(refused(
                        "train",
                        "--data",
                        "d",
                        "--output",
                        "m.tlz",
                        "--backbone",
                        BACKBONE,
                        "--boundary",
                        "auto,layer2"))
                .contains("--boundary must be auto alone, or names, found auto,layer2");
        assertThat(refused(
                        "train",
                        "--data",
                        "d",
                        "--output",
                        "m.tlz",
                        "--strategy",
                        "from-scratch",
                        "--boundary",
                        "auto"))
                .contains("goes with strategies that begin with pretrained features, found from-scratch");
        assertThat(refused("train", "--from", "old.tlz", "--output", "m.tlz", "--boundary", "auto"))
                .contains("--from takes backbone, boundary, split and seed from the model");
    }

    private String refused(String... arguments) {
        Captured captured = Captured.in(folder);
        assertThat(Main.run(captured.console(), arguments)).isEqualTo(ExitCodes.USAGE);
        return captured.err();
    }

    private JsonNode features(Path output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "features",
                "--data",
                folder.resolve("images").toString(),
                "--output",
                output.toString(),
                "--backbone",
                BACKBONE,
                "--json"));
        arguments.addAll(List.of(more));
        return document(arguments.toArray(String[]::new));
    }

    /** The features of every image, from one column to another. */
    private static List<List<String>> columns(Path csv, int from, int to) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> Arrays.asList(line.split(",")).subList(2 + from, 2 + to))
                .toList();
    }

    private JsonNode document(String... arguments) {
        Captured captured = Captured.in(folder.resolve("home"));
        assertThat(Main.run(captured.console(), arguments)).as(captured.err()).isEqualTo(ExitCodes.DONE);
        return captured.json();
    }
}
