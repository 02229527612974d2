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
 * layers have random weights, which keep what they are given.
 */
public enum NonlinearTail {
    /** The probabilities of its 1000 classes: the network as it is, with its softmax. */
    SOFTMAX {
        @Override
        void append(GraphProto.Builder graph) {
            node(graph, "Softmax", List.of("output"), BOUNDARY, integer("axis", 1));
        }
    },
    /** The map averaged, then a dense layer with a rectifier, as behind the pooling of a MobileNetV3. */
    POOLED_DENSE {
        @Override
        void append(GraphProto.Builder graph) {
            node(graph, "GlobalAveragePool", List.of(MAP), "pooled");
            dense(graph, CHANNELS, 1024);
        }
    },
    /** The map averaged to 6x6 positions and flattened, then a dense layer with a rectifier, as in a VGG. */
    FLATTENED_DENSE {
        @Override
        void append(GraphProto.Builder graph) {
            node(
                    graph,
                    "AveragePool",
                    List.of(MAP),
                    "pooled",
                    integers("kernel_shape", 2, 2),
                    integers("strides", 2, 2));
            // few units, since there are many inputs
            dense(graph, CHANNELS * 36, 128);
        }
    };

    /** The boundary behind the tail. */
    public static final String BOUNDARY = "tail";

    private static final String MAP = "/features/features.12/Concat_output_0";
    private static final int CHANNELS = 512;

    abstract void append(GraphProto.Builder graph);

    /** Writes the network to a file. */
    public Path write(Path file) throws IOException {
        ModelProto.Builder model =
                ModelProto.parseFrom(Files.readAllBytes(Fixtures.path("conformance/onnx/" + Photos.BACKBONE + ".onnx")))
                        .toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        append(graph);
        graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(BOUNDARY));
        return Files.write(file, model.build().toByteArray());
    }

    /** Flattens {@code pooled}, whose width is given; initial weights of He et al. 2015, which keep the size of values. */
    static void dense(GraphProto.Builder graph, int width, int units) {
        node(graph, "Flatten", List.of("pooled"), "row", integer("axis", 1));
        TensorProto.Builder weight = TensorProto.newBuilder()
                .setName("dense.weight")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(width)
                .addDims(units);
        Random random = new Random(1);
        double deviation = Math.sqrt(2.0 / width);
        for (int i = 0; i < width * units; i++) {
            weight.addFloatData((float) (deviation * random.nextGaussian()));
        }
        graph.addInitializer(weight);
        node(graph, "MatMul", List.of("row", weight.getName()), "product");
        node(graph, "Relu", List.of("product"), BOUNDARY);
    }

    static void node(
            GraphProto.Builder graph,
            String operator,
            List<String> inputs,
            String output,
            AttributeProto... attributes) {
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
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
