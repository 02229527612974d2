package org.tl4j.it.kit;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The pretrained network for photos with other layers behind its last map, so that its features are not linear on the map. Dense
 * layers have random weights: what they are given, they keep.
 */
public enum NonlinearTail {
    /** The map averaged, then two dense layers with rectifiers, as behind the pooling of a MobileNetV3. */
    POOLED_DENSE {
        @Override
        int toRow(GraphProto.Builder graph) {
            node(graph, "GlobalAveragePool", List.of(MAP), "pooled");
            return CHANNELS;
        }
    },
    /** The map averaged to 3x3 positions and flattened, then two dense layers with rectifiers, as in a VGG. */
    FLATTENED_DENSE {
        @Override
        int toRow(GraphProto.Builder graph) {
            node(
                    graph,
                    "AveragePool",
                    List.of(MAP),
                    "pooled",
                    integers("kernel_shape", 5, 5),
                    integers("strides", 4, 4));
            return CHANNELS * 9;
        }
    };

    /** The boundary behind the tail. */
    public static final String BOUNDARY = "tail";

    private static final String MAP = "/features/features.12/Concat_output_0";
    private static final int CHANNELS = 512;
    private static final int HIDDEN = 1024;

    /** Appends the value {@code pooled}, and says how many values it has. */
    abstract int toRow(GraphProto.Builder graph);

    /** Writes the network to a file. */
    public Path write(Path file) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(
                        Files.readAllBytes(Fixtures.path("conformance/onnx/" + Photos.BACKBONE + ".onnx")))
                .toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        int width = toRow(graph);
        node(graph, "Flatten", List.of("pooled"), "row", integer("axis", 1));
        Random random = new Random(1);
        dense(graph, "row", "hidden", width, random);
        dense(graph, "hidden", BOUNDARY, HIDDEN, random);
        graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(BOUNDARY));
        return Files.write(file, model.build().toByteArray());
    }


    /** The initial weights of He et al. 2015, which keep the size of values. */
    private static void dense(GraphProto.Builder graph, String input, String output, int width, Random random) {
        TensorProto.Builder weight = TensorProto.newBuilder()
                .setName(output + ".weight")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(width)
                .addDims(HIDDEN);
        double deviation = Math.sqrt(2.0 / width);
        for (int i = 0; i < width * HIDDEN; i++) {
            weight.addFloatData((float) (deviation * random.nextGaussian()));
        }
        graph.addInitializer(weight);
        node(graph, "MatMul", List.of(input, weight.getName()), output + ".product");
        node(graph, "Relu", List.of(output + ".product"), output);
    }

    static void node(
            GraphProto.Builder graph, String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
