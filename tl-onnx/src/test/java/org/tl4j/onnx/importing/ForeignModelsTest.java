package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;

/** Networks in the many forms that exporters give them; their features are computed by hand. */
class ForeignModelsTest {
    private static final float[] FEATURES = {3, 5};

    private final Imports imports = new Imports();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 11, 13, 17, 18, 21})
    void everyVersionOfTheOperatorsIsImported(int opset) throws IOException {
        ImportedNetwork network = imported(Models.classifier(opset, "batch", 3, 8, 8));

        assertThat(network.boundary()).isEqualTo("flat");
        assertThat(network.classes()).hasValue(3);
        assertThat(network.details().get("features"))
                .isEqualTo(
                        "flat, a vector of 2 values: what the Gemm logits_node takes, which is cut off with all behind it");
        expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void fixedBatchesAreRunInParts() throws IOException {
        expect(imported(Models.classifier(13, 1, 3, 8, 8)), BackboneRequest.of("net"), FEATURES);
        ImportedNetwork four = imported(Models.classifier(13, 4, 3, 8, 8));
        assertThat(four.details()).containsEntry("batch", "4: images are computed 4 at a time");
        expect(four, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void aBatchThatIsFixedInsideIsFound() throws IOException {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .integers("shape", 1, 3, 64)
                .node("Reshape", List.of("x", "shape"), "rows")
                .node(
                        "ReduceMean",
                        List.of("rows"),
                        "features",
                        Models.integers("axes", List.of(2L)),
                        Models.integer("keepdims", 0))
                .output("features");
        ImportedNetwork network = imported(models);

        assertThat(network.details()).containsEntry("batch", "1: images are computed one by one");
        expect(network, BackboneRequest.of("net"), 1, 2, 3);
    }

    @Test
    void imagesThatAreMixedInABatchAreRunAlone() throws IOException {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .node("GlobalAveragePool", List.of("x"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("ReduceMean", List.of("flat"), "all", Models.integers("axes", List.of(0L)))
                .node("Sub", List.of("flat", "all"), "difference")
                .node("Add", List.of("difference", "flat"), "features")
                .output("features");

        assertThat(imported(models).details()).containsEntry("batch", "1: images are computed one by one");
    }

    @Test
    void dynamicSizesNeedOneAndNamedChannelsAreUnderstood() throws IOException {
        Path file = Models.classifier(13, "batch_size", "num_channels", "height", "width")
                .write(folder.resolve("model.onnx"));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imports.read(file))
                .withMessageContaining("input-size must be set for a network that takes images of any size");
        ImportedNetwork network = imports.read(file, Imports.settings(OptionalInt.of(16), null, null));
        assertThat(network.input()).hasToString("16x16");
        expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void anotherSizeThanThatOfTheFileIsRefused() throws IOException {
        Path file = Models.classifier(13, "n", 3, 8, 8).write(folder.resolve("model.onnx"));

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imports.read(file, Imports.settings(OptionalInt.of(16), null, null)))
                .withMessageContaining("must be as the file says, 8x8, found 16x16");
    }

    @Test
    void halfPrecisionIsTakenAndGivenBackInSingle() throws IOException {
        TensorProto weight = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT16.getNumber())
                .addAllDims(List.of(2L, 3L, 1L, 1L))
                .addAllInt32Data(List.of(0x3c00, 0x3c00, 0, 0, 0x3c00, 0x3c00))
                .build();
        Models models = new Models(13)
                .input("x", DataType.FLOAT16, "n", 3, 8, 8)
                .tensor(weight)
                .node("Conv", List.of("x", "w"), "map")
                .output("map");
        ImportedNetwork network = imported(models);

        assertThat(network.details().get("takes")).contains("float16");
        assertThat(network.pooling()).contains(Pooling.AVERAGE);
        expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void channelsLastMapsArePooledOverTheirPositions() throws IOException {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 8, 8, 3)
                .node("Mul", List.of("x", "x"), "squares")
                .output("squares");

        expect(imported(models), BackboneRequest.of("net"), 1, 4, 9);
        expect(imported(models), BackboneRequest.of("net").pooledBy(Pooling.BOTH), 1, 4, 9, 1, 4, 9);
    }

    @Test
    void classifiersOfKerasAreCut() throws IOException {
        Models models = new Models(13)
                .input("input_1", DataType.FLOAT, "unk__1", 8, 8, 3)
                .tensor("kernel", List.of(2, 3, 1, 1), 1, 1, 0, 0, 1, 1)
                .tensor("dense", List.of(2, 3), 1, 0, 1, 0, 1, 1)
                .tensor("bias", List.of(3), 0, 1, 2)
                .integers("axes", 2, 3)
                .node("Transpose", List.of("input_1"), "nchw", Models.integers("perm", List.of(0L, 3L, 1L, 2L)))
                .node("Conv", List.of("nchw", "kernel"), "conv")
                .node("GlobalAveragePool", List.of("conv"), "pool")
                .node("Squeeze", List.of("pool", "axes"), "squeezed")
                .node("Identity", List.of("squeezed"), "dropout")
                .node("MatMul", List.of("dropout", "dense"), "product")
                .node("Add", List.of("product", "bias"), "sum")
                .node("Softmax", List.of("sum"), "predictions")
                .output("predictions", "unk__1", 3);
        ImportedNetwork network = imported(models);

        assertThat(network.boundary()).isEqualTo("squeezed");
        assertThat(network.classes()).hasValue(3);
        expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void aConvolutionAsClassifierIsCutAtItsMap() throws IOException {
        Models models = new Models(13)
                .input("data", DataType.FLOAT, "n", 3, 8, 8)
                .tensor("w", List.of(2, 3, 1, 1), 1, 1, 0, 0, 1, 1)
                .tensor("c", List.of(4, 2, 1, 1), 1, 0, 0, 1, 1, 1, 1, -1)
                .node("Conv", List.of("data", "w"), "map")
                .node("Dropout", List.of("map"), "dropped")
                .node("Conv", List.of("dropped", "c"), "scores")
                .node("Relu", List.of("scores"), "relu")
                .node("GlobalAveragePool", List.of("relu"), "pool")
                .integers("shape", -1, 4)
                .node("Reshape", List.of("pool", "shape"), "reshaped")
                .node("Softmax", List.of("reshaped"), "softmaxout_1")
                .output("softmaxout_1");
        ImportedNetwork network = imported(models);

        assertThat(network.boundary()).isEqualTo("map");
        assertThat(network.classes()).hasValue(4);
        expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void oldFilesWhoseTensorsAreInputsAreRead() throws IOException {
        expect(
                imported(
                        Models.classifier(8, "n", 3, 8, 8).withTensorsAsInputs().format(3)),
                BackboneRequest.of("net"),
                FEATURES);
    }

    @Test
    void namesThatAreOursAreNoMatter() throws IOException {
        Models models = new Models(13)
                .input("features", DataType.FLOAT, "n", 3, 8, 8)
                .node("Relu", List.of("features"), "images")
                .node("GlobalAveragePool", List.of("images"), "probabilities")
                .node("Flatten", List.of("probabilities"), "tl4j/images")
                .output("tl4j/images");

        expect(imported(models), BackboneRequest.of("net"), 1, 2, 3);
    }

    @Test
    void anotherInputThatTheImagePartDoesNotNeedIsLeftOut() throws IOException {
        Models models = Models.classifier(13, "n", 3, 8, 8)
                .input("input_ids", DataType.INT64, "n", "length")
                .node("Cast", List.of("input_ids"), "text_embeds", Models.integer("to", 1))
                .output("text_embeds");

        ImportedNetwork network = imported(models);
        assertThat(network.boundary()).isEqualTo("flat");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> imports.read(
                        models.write(folder.resolve("model.onnx")),
                        Imports.settings(OptionalInt.empty(), "text_embeds", null)))
                .withMessageContaining("must take images");
    }

    @Test
    void quantisedNetworksAreTakenAndCut() throws IOException {
        TensorProto scale = TensorProto.newBuilder()
                .setName("scale")
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData(1)
                .build();
        TensorProto zero = TensorProto.newBuilder()
                .setName("zero")
                .setDataType(DataType.INT8.getNumber())
                .addInt32Data(0)
                .build();
        TensorProto weight = TensorProto.newBuilder()
                .setName("wq")
                .setDataType(DataType.INT8.getNumber())
                .addAllDims(List.of(3L, 4L))
                .addAllInt32Data(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
                .build();
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .tensor(scale)
                .tensor(zero)
                .tensor(weight)
                .node("GlobalAveragePool", List.of("x"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("QuantizeLinear", List.of("flat", "scale", "zero"), "q")
                .node("DequantizeLinear", List.of("q", "scale", "zero"), "dq")
                .node("DequantizeLinear", List.of("wq", "scale", "zero"), "w")
                .node("MatMul", List.of("dq", "w"), "logits")
                .output("logits");
        ImportedNetwork network = imported(models);

        assertThat(network.boundary()).isEqualTo("dq");
        expect(network, BackboneRequest.of("net"), 1, 2, 3);
    }

    @Test
    void aNetworkWithoutAKnownEndNeedsAChosenOutput() throws IOException {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .node("GlobalAveragePool", List.of("x"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("Softmax", List.of("flat"), "prob")
                .output("prob");
        Path file = models.write(folder.resolve("model.onnx"));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> imports.read(file))
                .withMessageContainingAll("must have an output of features", "choose a value of the graph as output");
        expect(
                imports.read(file, Imports.settings(OptionalInt.empty(), "flat", null)),
                BackboneRequest.of("net"),
                1,
                2,
                3);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imports.read(file, Imports.settings(OptionalInt.empty(), "flatt", null)))
                .withMessageContainingAll("must be a value of the graph", "flat");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> imports.read(file, Imports.settings(OptionalInt.empty(), "flat", Pooling.CLS)))
                .withMessageContaining("pooling goes with a boundary that has tokens");
    }

    @Test
    void valuesInAFileBesideItAreTakenIn() throws IOException {
        ModelProto whole = Models.classifier(13, "n", 3, 8, 8).build();
        expect(imports.read(ExternalModels.write(whole, folder)), BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void theBundleOfAHeadGivesItsProbabilities() throws IOException {
        ImportedNetwork network = imported(Models.classifier(13, 1, 3, 8, 8));
        LinearHead head = new LinearHead(2, 2, new float[] {1, 0, 0, 1}, new float[] {0.5f, -0.5f});
        Preprocessing input = PixelConvention.RAW.at(network.input(), network.channels());

        try (Backbone backbone = imports.open(network, BackboneRequest.of("net"));
                TrainedNetwork trained = imports.engine.load(backbone.contents(head), input)) {
            FeatureBatch features = backbone.features(Imports.images(network));
            float[] expected = head.probabilities(features.row(0));
            assertThat(trained.probabilities(Imports.images(network))[0]).containsExactly(expected, within(1e-6f));
        }
    }

    private ImportedNetwork imported(Models models) throws IOException {
        return imports.read(models.write(folder.resolve("model.onnx")));
    }

    private void expect(ImportedNetwork network, BackboneRequest request, float... expected) {
        imports.expect(network, request, expected);
    }
}
