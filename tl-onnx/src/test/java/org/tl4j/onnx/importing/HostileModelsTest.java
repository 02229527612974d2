package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

        refused(file, "must be a network that ONNX Runtime runs");
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
