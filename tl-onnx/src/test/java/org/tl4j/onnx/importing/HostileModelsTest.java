package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.onnx.graph.ModelCheck;
import org.tl4j.onnx.graph.ModelOutputs;

/** ONNX files that somebody made to do harm, or that were damaged: each is refused by a message that names what is wrong. */
class HostileModelsTest {
    private static final TrialLimits SHORT = new TrialLimits(Duration.ofSeconds(60), 1L << 30);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../secret.bin", "a/../../secret.bin", "C:\\secret.bin", "..\\secret.bin", ""})
    void valuesOutsideTheFolderAreRefused(String location) throws IOException {
        Files.write(folder.resolve("secret.bin"), new byte[24]);
        Files.createDirectories(folder.resolve("model"));
        Path file = external(location).write(folder.resolve("model/model.onnx"));

        refused(file, "must have its values in files of its own folder");
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Path secret = Files.write(folder.resolve("secret.bin"), new byte[24]);
        Files.createDirectories(folder.resolve("model"));
        Files.createSymbolicLink(folder.resolve("model/data.bin"), secret);

        refused(external("data.bin").write(folder.resolve("model/model.onnx")), "a link to another folder");
    }

    @Test
    void valuesOfAFileThatIsTooShortOrMissingAreRefused() throws IOException {
        Path file = external("data.bin").write(folder.resolve("model.onnx"));
        refused(file, "must be beside the file of its values");

        Files.write(folder.resolve("data.bin"), new byte[23]);
        refused(file, "outside with 24 bytes at 0 of data.bin, which has 23");
    }

    @Test
    void customOperatorsAreRefused() throws IOException {
        refused(
                Models.classifier(13, "n", 3, 8, 8)
                        .domain("evil.example", 1)
                        .node(NodeProto.newBuilder()
                                .setOpType("Run")
                                .setDomain("evil.example")
                                .addInput("flat")
                                .addOutput("run"))
                        .output("run")
                        .write(folder.resolve("model.onnx")),
                "Run of the domain evil.example");
    }

    @Test
    void aBillionValuesThatAreNotThereAreRefused() throws IOException {
        refused(with(tensor("huge", 1000, 1000, 1000)), "huge of shape [1000, 1000, 1000]");
        refused(with(tensor("huge", 1L << 62, 4)), "huge of shape");
        refused(with(tensor("huge", -1, 4)), "huge of shape [-1, 4]");
        refused(with(tensor("small", 100, 100)), "small of shape [100, 100] with 0 values");
    }

    @Test
    void aGraphThatGrowsWithoutBoundIsEnded() throws IOException {
        Path file = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .integers("size", 1 << 20, 3 << 10)
                .node("ConstantOfShape", List.of("size"), "huge")
                .node("ReduceMax", List.of("huge"), "most", Models.integer("keepdims", 0))
                .node("GlobalAveragePool", List.of("x"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("Add", List.of("flat", "most"), "features")
                .output("features")
                .write(folder.resolve("model.onnx"));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new OnnxImporter(SHORT).read(file, Imports.usual()))
                .withMessageContaining("must be a network that ONNX Runtime runs")
                .withMessageMatching(
                        "(?s).*(a need of more than 1[.,]0 GiB of memory|allocat|a crash of the process).*");
    }

    @Test
    void aCycleIsRefused() throws IOException {
        refused(
                new Models(13)
                        .input("x", DataType.FLOAT, "n", 3, 8, 8)
                        .node("Add", List.of("x", "b"), "a")
                        .node("Add", List.of("a", "x"), "b")
                        .output("b")
                        .write(folder.resolve("model.onnx")),
                "must have no cycle");
    }

    @Test
    void valuesThatNothingMakesAreRefused() throws IOException {
        refused(
                new Models(13)
                        .input("x", DataType.FLOAT, "n", 3, 8, 8)
                        .node("Add", List.of("x", "nowhere"), "a")
                        .output("a")
                        .write(folder.resolve("model.onnx")),
                "nowhere, an input of the Add a_node that nothing makes");
        refused(
                Models.classifier(13, "n", 3, 8, 8).output("absent").write(folder.resolve("model.onnx")),
                "absent, which nothing makes");
        refused(
                Models.classifier(13, "n", 3, 8, 8)
                        .node("Relu", List.of("flat"), "pool")
                        .write(folder.resolve("model.onnx")),
                "must make each value once");
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        byte[] whole = Models.classifier(13, "n", 3, 8, 8).build().toByteArray();
        for (int length = 0; length < whole.length; length += 7) {
            Path file = Files.write(folder.resolve("model.onnx"), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> new OnnxImporter(SHORT).read(file, Imports.usual()));
        }
    }

    @Test
    void filesOfOtherFormatsAreRefused() throws IOException {
        refused(Files.writeString(folder.resolve("page.onnx"), "<html>not found</html>"), "must be a whole ONNX file");
        refused(Files.write(folder.resolve("empty.onnx"), new byte[0]), "must be an ONNX file with a network");
        refused(folder.resolve("absent.onnx"), "must be an ONNX file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Loop", "If", "Scan"})
    void controlFlowIsRefusedByName(String operator) throws IOException {
        GraphProto body = GraphProto.newBuilder().setName("body").build();
        refused(
                Models.classifier(13, "n", 3, 8, 8)
                        .node(
                                operator,
                                List.of("flat"),
                                "endless",
                                AttributeProto.newBuilder()
                                        .setName("body")
                                        .setType(AttributeProto.AttributeType.GRAPH)
                                        .setG(body)
                                        .build())
                        .output("endless")
                        .write(folder.resolve("model.onnx")),
                "must have no control flow, found the " + operator);
    }

    @Test
    void nestingWithoutEndIsRefused() throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
        GraphProto inner = GraphProto.newBuilder().setName("0").build();
        for (int i = 0; i < 60; i++) {
            inner = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder()
                            .setOpType("If")
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("then_branch")
                                    .setG(inner)))
                    .build();
        }
        refused(
                Files.write(
                        folder.resolve("model.onnx"),
                        model.setGraph(inner).build().toByteArray()),
                "must be a whole ONNX file");
    }

    @Test
    void functionsManyNodesAndLongNamesAreRefused() throws IOException {
        ModelProto functions = Models.classifier(13, "n", 3, 8, 8).build().toBuilder()
                .addFunctions(FunctionProto.newBuilder().setName("mine").setDomain("x"))
                .build();
        refused(Files.write(folder.resolve("model.onnx"), functions.toByteArray()), "functions of its own, found mine");

        Models many = Models.classifier(13, "n", 3, 8, 8);
        for (int i = 0; i < 50_000; i++) {
            many.node("Relu", List.of("flat"), "relu" + i);
        }
        refused(many.write(folder.resolve("model.onnx")), "must have at most 50000 nodes");
        refused(
                Models.classifier(13, "n", 3, 8, 8)
                        .node("Relu", List.of("flat"), "x".repeat(5000))
                        .write(folder.resolve("model.onnx")),
                "must have names of at most");
    }

    @Test
    void manyOutputsOfALongChainAreLookedAtOnce() {
        ModelProto model = chain(49_998, 256);
        ModelCheck.check(model, false);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            ModelOutputs outputs = new ModelOutputs(model);
            assertThat(SuitableValues.of(model, outputs)).hasSize(257).contains("v0");
            assertThat(outputs.names())
                    .allSatisfy(name -> assertThat(outputs.classifier(name)).isPresent());
        });
    }

    @Test
    void moreOutputsThanANetworkHasAreRefused() throws IOException {
        refused(
                Files.write(folder.resolve("model.onnx"), chain(300, 257).toByteArray()),
                "must have at most 256 outputs");
    }

    /** A linear layer of {@code v0}, and additions in a row, the last of which are outputs. */
    private static ModelProto chain(int additions, int outputs) {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .tensor("c", List.of(1), 1)
                .tensor("w", List.of(192, 2), new float[384])
                .node("Flatten", List.of("x"), "v0")
                .node("MatMul", List.of("v0", "w"), "v1");
        for (int i = 1; i <= additions; i++) {
            models.node("Add", List.of("v" + i, "c"), "v" + (i + 1));
        }
        for (int i = 0; i < outputs; i++) {
            models.output("v" + (additions + 1 - i));
        }
        return models.build();
    }

    @Test
    void nodesWithoutInputsAreNoMatterToTheSearchForAClassifier() throws IOException {
        for (String operator : List.of("DynamicQuantizeLinear", "Cast", "Identity")) {
            ModelProto model = Models.classifier(13, "n", 3, 8, 8)
                    .node(operator, List.of(), "none")
                    .node("MatMulInteger", List.of("none", "fc.weight"), "product")
                    .output("product")
                    .build();
            assertThat(new ModelOutputs(model).classifier("product")).isEmpty();
        }
        refused(
                Models.classifier(13, 5000, 3, 8, 8).write(folder.resolve("model.onnx")),
                "must take at most 1024 images");
    }

    @Test
    void whatOnnxRuntimeRefusesIsAMessageWithItsReason() throws IOException {
        refused(
                Models.classifier(13, "n", 3, 8, 8)
                        .node("NoSuchOperator", List.of("flat"), "x")
                        .output("x")
                        .write(folder.resolve("model.onnx")),
                "NoSuchOperator");
    }

    @Test
    void aTrialThatTakesTooLongIsEnded() throws Exception {
        Path file = Models.classifier(13, "n", 3, 8, 8).write(folder.resolve("model.onnx"));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() ->
                        new OnnxImporter(new TrialLimits(Duration.ofMillis(1), 1L << 30)).read(file, Imports.usual()))
                .withMessageContaining("no result within");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<String> before = trials(temporary);
        refused(
                Models.classifier(13, "n", 5, 8, 8).write(folder.resolve("model.onnx")),
                "must take images with 1 or 3");
        new OnnxImporter(SHORT)
                .read(Models.classifier(13, "n", 3, 8, 8).write(folder.resolve("model.onnx")), Imports.usual());
        assertThat(before).containsAll(trials(temporary));
    }

    private static List<String> trials(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.contains("tl4j-trial-"))
                    .toList();
        }
    }

    private static Models external(String location) {
        return Models.classifier(13, "n", 3, 8, 8)
                .tensor(TensorProto.newBuilder()
                        .setName("outside")
                        .setDataType(DataType.FLOAT.getNumber())
                        .addDims(6)
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue(location))
                        .build());
    }

    private static TensorProto tensor(String name, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }

    private Path with(TensorProto tensor) throws IOException {
        return Models.classifier(13, "n", 3, 8, 8).tensor(tensor).write(folder.resolve("model.onnx"));
    }

    private static void refused(Path file, String message) {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new OnnxImporter(SHORT).read(file, Imports.usual()))
                .withMessageContaining(message);
    }
}
