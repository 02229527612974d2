package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.cli.output.ExitCodes;

/** The contract of the command line, on an untrained network and images that are easy to classify. */
class CommandLineTest {
    private static final String BACKBONE = "resnet20-garments";

    @TempDir
    private static Path folder;

    private static Path images;
    private static Path damaged;
    private static Path weights;
    private static Path bundle;
    private static JsonNode pretrained;
    private static JsonNode trained;

    private final Captured captured = Captured.in(folder.resolve("home"));

    @BeforeAll
    static void trainOnce() throws IOException {
        images = folder.resolve("images");
        ColouredImages.write(images.resolve("train"), 12, 1);
        ColouredImages.write(images.resolve("test"), 5, 2);
        damaged = folder.resolve("damaged");
        ColouredImages.writeDamaged(damaged);
        weights = folder.resolve("weights.safetensors");
        bundle = folder.resolve("colours.tlz");
        pretrained = document(
                "pretrain",
                "--data",
                images,
                "--output",
                weights,
                "--set",
                "epochs=1",
                "--set",
                "batch-size=8",
                "--json");
        trained = document(
                "train",
                "--strategy",
                "feature-extraction",
                "--data",
                images,
                "--output",
                bundle,
                "--backbone",
                BACKBONE,
                "--weights",
                weights,
                "--json");
    }

    @Test
    void pretrainDescribesWhatItWrote() throws IOException {
        assertThat(Captured.names(pretrained))
                .containsExactly("architecture", "classes", "images", "parameters", "test", "seconds", "weights");
        assertThat(pretrained.get("images").asInt()).isEqualTo(24);
        assertThat(pretrained.at("/test/images").asInt()).isEqualTo(10);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) content.getLong()];
        content.get(header);
        assertThat(new String(header, java.nio.charset.StandardCharsets.UTF_8))
                .contains(
                        "\"architecture\":\"resnet20\"",
                        "\"license\":\"Apache-2.0\"",
                        "\"epochs\":\"1\"",
                        "\"seed\":\"1\"")
                .contains("data_fingerprint", "test_accuracy", "\"classes\":\"blue,red\"");
    }

    @Test
    void trainHasTheDocumentOfTheContract() {
        assertThat(Captured.names(trained))
                .containsExactly(
                        "strategy",
                        "requestedStrategy",
                        "reasons",
                        "backbone",
                        "backboneRequested",
                        "backboneWeights",
                        "featureEngine",
                        "boundary",
                        "warnings",
                        "classes",
                        "images",
                        "parameters",
                        "validation",
                        "refitted",
                        "seconds",
                        "bundle",
                        "report",
                        "skippedImages",
                        "duplicates",
                        "conflicts");
        assertThat(trained.get("strategy").asText()).isEqualTo("feature-extraction");
        assertThat(trained.get("backbone").asText()).isEqualTo(BACKBONE);
        assertThat(texts(trained.get("classes"))).containsExactly("blue", "red");
        assertThat(Captured.names(trained.get("images"))).containsExactly("train", "validation", "skipped");
        assertThat(Captured.names(trained.get("parameters"))).containsExactly("total", "trainable");
        assertThat(trained.at("/parameters/trainable").asLong()).isEqualTo(64 * 2 + 2);
        assertThat(Captured.names(trained.get("validation")))
                .contains("accuracy", "logLoss", "images", "crossValidated");
        assertThat(Captured.names(trained.get("seconds"))).containsExactly("total", "features", "training");
        assertThat(trained.at("/seconds/total").isNumber()).isTrue();
        assertThat(trained.get("bundle").asText()).isEqualTo(bundle.toString());
    }

    @Test
    void evaluateHasTheDocumentOfTheContract() {
        JsonNode found = document("evaluate", bundle, "--data", images, "--json");

        assertThat(Captured.names(found))
                .containsExactly(
                        "part",
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
                        "perClass",
                        "skipped",
                        "skippedImages",
                        "warnings",
                        "calibration");
        assertThat(found.at("/calibration/expectedCalibrationError")).isEqualTo(found.get("expectedCalibrationError"));
        assertThat(found.at("/calibration/unfamiliarShare").asDouble()).isBetween(0.0, 1.0);
        assertThat(found.at("/calibration/unfamiliarInterval")).hasSize(2);
        assertThat(found.get("warnings")).isEmpty();
        assertThat(found.get("part").asText()).isEqualTo("test");
        assertThat(found.get("images").asInt()).isEqualTo(10);
        assertThat(found.get("accuracyInterval")).hasSize(2);
        assertThat(found.at("/confusion/0")).hasSize(2);
        assertThat(Captured.names(found.at("/perClass/0")))
                .containsExactly("label", "precision", "recall", "f1", "images");
    }

    @Test
    void evaluateTakesThePartThatIsAskedFor() {
        assertThat(run("evaluate", bundle, "--data", images, "--part", "train")).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out()).contains("24 images of the train part");
    }

    @Test
    void predictPrintsImagesAndErrorsInTheirOrder() {
        Path missing = folder.resolve("missing.png");
        JsonNode found = document("predict", bundle, damaged, missing, "--top", "1", "--json");

        assertThat(found.isArray()).isTrue();
        assertThat(found).hasSize(14);
        assertThat(Captured.names(found.get(0))).containsExactly("image", "predictions", "familiarity", "unfamiliar");
        assertThat(found.get(0).get("predictions")).hasSize(1);
        assertThat(Captured.names(found.at("/0/predictions/0"))).containsExactly("label", "probability");
        assertThat(Captured.names(found.get(12))).containsExactly("image", "error", "kind");
        assertThat(found.at("/12/kind").asText()).isEqualTo("CORRUPT");
        assertThat(found.get(12).get("image").asText()).endsWith("truncated.png");
        assertThat(found.get(13).get("image").asText()).isEqualTo(missing.toString());
        assertThat(found.at("/13/kind").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void strictPredictionPrintsTheOthersAndEndsWithThree() {
        assertThat(run("predict", bundle, damaged, "--strict")).isEqualTo(ExitCodes.SKIPPED);
        assertThat(captured.out().lines()).hasSize(12);
        assertThat(captured.err().lines()).singleElement().asString().contains("truncated.png");
    }

    @Test
    void featuresComeWithTheirIndex() throws IOException {
        Path output = folder.resolve("f.npy");
        JsonNode found = document(
                "features",
                "--data",
                damaged,
                "--output",
                output,
                "--backbone",
                BACKBONE,
                "--weights",
                weights,
                "--json");

        assertThat(found.get("images").asInt()).isEqualTo(12);
        assertThat(found.get("width").asInt()).isEqualTo(64);
        assertThat(found.get("skipped").asInt()).isEqualTo(1);
        assertThat(found.get("part").asText()).isEqualTo("all");
        assertThat(Files.size(output)).isEqualTo(128 + 12 * 64 * 4);
        assertThat(Files.readAllLines(folder.resolve("f.index.csv")))
                .hasSize(13)
                .first()
                .isEqualTo("path,label");
    }

    @Test
    void exportIsAZipOfDeeplearning4j() throws IOException {
        Path output = folder.resolve("plain.zip");

        assertThat(run("export", bundle, "--format", "dl4j", "--output", output))
                .isEqualTo(ExitCodes.DONE);
        try (ZipFile zip = new ZipFile(output.toFile())) {
            assertThat(zip.getEntry("configuration.json")).isNotNull();
        }
    }

    @Test
    void exportIsAnOnnxFileThatTakesPixelsOnRequest() {
        Path output = folder.resolve("model.onnx");

        JsonNode found =
                document("export", bundle, "--format", "onnx", "--output", output, "--with-preprocessing", "--json");
        assertThat(found.get("format").asText()).isEqualTo("onnx");
        assertThat(found.get("withPreprocessing").asBoolean()).isTrue();
        assertThat(output).isNotEmptyFile();
    }

    @Test
    void convertWritesAnotherBundleAndKeepsTheFirst() throws IOException {
        Path output = folder.resolve("new.tlz");
        byte[] before = Files.readAllBytes(bundle);

        JsonNode found = document("convert", bundle, "--output", output, "--json");

        assertThat(found.get("engine").asText()).isEqualTo("deeplearning4j");
        assertThat(found.get("entries")).hasSize(3);
        assertThat(found.get("described").asBoolean()).isFalse();
        assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
        assertThat(document("evaluate", output, "--data", images, "--json").get("accuracy"))
                .isEqualTo(
                        document("evaluate", bundle, "--data", images, "--json").get("accuracy"));
        assertThat(run("convert", bundle, "--output", bundle)).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must be another file than what is read");
    }

    @Test
    void backbonesAreListedAndDescribed() {
        JsonNode all = document("backbones", "--json");
        assertThat(all.isArray()).isTrue();
        assertThat(Captured.names(all.get(0)))
                .contains("name", "architecture", "licence", "embedded", "available", "input", "boundary")
                .doesNotContain("boundaries", "groups");
        JsonNode squeezeNet = document("backbones", "squeezenet1_1-imagenet", "--json");
        assertThat(squeezeNet.at("/input/width").asInt()).isEqualTo(224);
        assertThat(squeezeNet.at("/input/resize").asText()).isEqualTo("shorter side to 256, bilinear");
        assertThat(squeezeNet.get("classes").asInt()).isEqualTo(1000);
        assertThat(squeezeNet.get("parameters").asLong()).isEqualTo(1_235_496);
        assertThat(squeezeNet.get("multiplyAdds").asLong()).isBetween(348_000_000L, 350_000_000L);
        assertThat(run("backbones")).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out())
                .contains("multiply-adds")
                .containsPattern("resnet18-imagenet +224x224 +11.7 M +1.81 G ");
        assertThat(run("backbones", "resnet21")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aBackboneIsVerified() {
        JsonNode verified = document("backbones", "verify", BACKBONE, "--json");
        assertThat(verified.get("digestStated").asBoolean()).isTrue();
        assertThat(verified.get("goldenDeviation").asDouble()).isBetween(0.0, 1e-3);
        assertThat(run("backbones", "verify", BACKBONE, "--weights", weights)).isEqualTo(ExitCodes.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "own, unit, 1, weights.safetensors",
        "own, torcj, 2, did you mean torch?",
        "resnet20-garments, tf, 2, must not be taken",
        "Own!, tf, 2, at most 64 small letters"
    })
    void whatCannotBeImportedIsRefused(String name, String preprocessing, int exitCode, String told) {
        assertThat(run("backbones", "import", weights, "--name", name, "--preprocessing", preprocessing, "--json"))
                .isEqualTo(exitCode);
        assertThat(captured.json().at("/error/message").asText()).contains(told);
    }

    @Test
    void weightsAreFetchedIntoAMirrorAndNothingOffline() {
        assertThat(run("backbones", "fetch")).isEqualTo(ExitCodes.USAGE);
        assertThat(document("backbones", "fetch", BACKBONE, "--json")
                        .at("/0/reason")
                        .asText())
                .isEqualTo("comes with TL4J");
        assertThat(run("backbones", "fetch", "resnet18-imagenet", "--offline", "--json"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(captured.json().at("/error/message").asText())
                .contains("resnet18-imagenet.safetensors", "huggingface.co/timm/resnet18.tv_in1k", "--to FOLDER");
    }

    @Test
    void doctorShowsTheCacheAndClearsIt() {
        JsonNode before = document("doctor", "--json");
        assertThat(Captured.names(before))
                .containsExactly(
                        "java",
                        "machine",
                        "memory",
                        "nd4j",
                        "engines",
                        "cache",
                        "backbones",
                        "firstTraining",
                        "problems");
        assertThat(before.at("/cache/featureBytes").asLong()).isPositive();
        assertThat(before.at("/nd4j/backend").asText()).isNotEmpty();
        assertThat(before.at("/engines/0/name").asText()).isEqualTo("deeplearning4j");

        assertThat(document("doctor", "--clear-features", "--json")
                        .at("/cache/featureBytes")
                        .asLong())
                .isZero();
    }

    @Test
    void versionPrintsTheBackendAndItsHelpers() {
        assertThat(run("--version")).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out()).contains("TL4J ", "ND4J ", "library ", "oneDNN ", "Java ");
    }

    @Test
    void aMissingBundleFails() {
        assertThat(run("predict", folder.resolve("no.tlz"), images, "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.json().at("/error/category").asText()).isEqualTo("bundle");
    }

    private int run(Object... arguments) {
        return captured.run(arguments);
    }

    /** Runs a command that must succeed; its standard output must be one document. */
    private static JsonNode document(Object... arguments) {
        return Captured.in(folder.resolve("home")).document(arguments);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
