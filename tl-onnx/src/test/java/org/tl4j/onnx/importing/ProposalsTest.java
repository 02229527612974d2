package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;

/** What an import proposes and counts, for files that look like others. */
class ProposalsTest {
    private static final float[] FEATURES = {3, 5};

    private final Imports imports = new Imports();

    @TempDir
    private Path folder;

    @Test
    void scoresThatKeptTheirTwoPositionsAreCutLikeVectors() throws IOException {
        Models models = new Models(13)
                .input("data", DataType.FLOAT, "n", 3, 8, 8)
                .tensor("w", List.of(2, 3, 1, 1), 1, 1, 0, 0, 1, 1)
                .tensor("c", List.of(4, 2, 1, 1), 1, 0, 0, 1, 1, 1, 1, -1)
                .node("Conv", List.of("data", "w"), "map")
                .node("Conv", List.of("map", "c"), "scores")
                .node("GlobalAveragePool", List.of("scores"), "pool")
                .node("Softmax", List.of("pool"), "softmaxout_1", Models.integer("axis", 1))
                .output("softmaxout_1", "n", 4, 1, 1);
        ImportedNetwork network = imported(models);

        assertThat(network.boundary()).isEqualTo("map");
        assertThat(network.classes()).hasValue(4);
        imports.expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void tokensWithoutAClassTokenAreAveraged() throws IOException {
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .tensor("w", List.of(2, 3, 1, 1), 1, 1, 0, 0, 1, 1)
                .integers("shape", 0, 2, -1)
                .node("Conv", List.of("x", "w"), "map")
                .node("Reshape", List.of("map", "shape"), "rows")
                .node("Transpose", List.of("rows"), "last_hidden_state", Models.integers("perm", List.of(0L, 2L, 1L)))
                .output("last_hidden_state");
        ImportedNetwork network = imported(models);

        assertThat(network.pooling()).contains(Pooling.MEAN);
        imports.expect(network, BackboneRequest.of("net"), FEATURES);
    }

    @Test
    void parametersOfQuantisedLayersAndOfNodesAreCounted() throws IOException {
        TensorProto weight = TensorProto.newBuilder()
                .setName("wq")
                .setDataType(DataType.INT8.getNumber())
                .addAllDims(List.of(3L, 4L))
                .addAllInt32Data(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
                .build();
        TensorProto scale = TensorProto.newBuilder()
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData(1)
                .build();
        Models models = new Models(13)
                .input("x", DataType.FLOAT, "n", 3, 8, 8)
                .tensor(weight)
                .node(
                        "Constant",
                        List.of(),
                        "scale",
                        AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeProto.AttributeType.TENSOR)
                                .setT(scale)
                                .build())
                .integers("unused", 1, 2, 3)
                .node("GlobalAveragePool", List.of("x"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("DequantizeLinear", List.of("wq", "scale"), "w")
                .node("MatMul", List.of("flat", "w"), "features")
                .output("features");

        assertThat(imported(models).details()).containsEntry("parameters", "13");
    }

    private ImportedNetwork imported(Models models) throws IOException {
        return imports.read(models.write(folder.resolve("model.onnx")));
    }
}
