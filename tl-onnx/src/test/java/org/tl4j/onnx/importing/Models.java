package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes small ONNX models, as exporters write them. For one model. */
final class Models {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main");
    private final ModelProto.Builder model =
            ModelProto.newBuilder().setIrVersion(8).setProducerName("test");

    Models(int opset) {
        domain("", opset);
    }

    /**
     * A classifier: the sums of red and green, and of green and blue, rectified, are averaged over all positions; then two linear
     * outputs and a softmax.
     */
    static Models classifier(int opset, Object... input) {
        return new Models(opset)
                .input("pixel_values", DataType.FLOAT, input)
                .tensor("conv.weight", List.of(2, 3, 1, 1), 1, 1, 0, 0, 1, 1)
                .tensor("fc.weight", List.of(3, 2), 1, 0, 0, 1, 1, 1)
                .tensor("fc.bias", List.of(3), 0, 1, 2)
                .node("Conv", List.of("pixel_values", "conv.weight"), "conv")
                .node("Relu", List.of("conv"), "relu")
                .node("GlobalAveragePool", List.of("relu"), "pool")
                .node("Flatten", List.of("pool"), "flat")
                .node("Gemm", List.of("flat", "fc.weight", "fc.bias"), "logits", integer("transB", 1))
                .node("Softmax", List.of("logits"), "probs", integer("axis", 1))
                .output("probs");
    }

    Models domain(String name, long version) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(name).setVersion(version));
        return this;
    }

    Models format(long version) {
        model.setIrVersion(version);
        return this;
    }

    /** Dimensions are numbers, or names of those that are not fixed. */
    Models input(String name, DataType type, Object... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    Models output(String name, Object... shape) {
        ValueInfoProto typed = value(name, DataType.FLOAT, shape);
        graph.addOutput(
                shape.length > 0
                        ? typed
                        : ValueInfoProto.newBuilder().setName(name).build());
        return this;
    }

    private static ValueInfoProto value(String name, DataType type, Object... shape) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        var tensor = value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
        tensor.getShapeBuilder();
        for (Object size : shape) {
            tensor.getShapeBuilder()
                    .addDim(
                            size instanceof Integer number
                                    ? Dimension.newBuilder().setDimValue(number)
                                    : Dimension.newBuilder().setDimParam((String) size));
        }
        return value.build();
    }

    Models tensor(String name, List<Integer> shape, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        shape.forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor(tensor.build());
    }

    Models integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor(tensor.build());
    }

    Models tensor(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** States each initialiser as an input too, as version 3 of the format wants. */
    Models withTensorsAsInputs() {
        graph.getInitializerList()
                .forEach(tensor -> graph.addInput(value(
                        tensor.getName(),
                        DataType.forNumber(tensor.getDataType()),
                        tensor.getDimsList().stream().map(Math::toIntExact).toArray())));
        return this;
    }

    Models node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return node(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + "_node")
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    Models node(NodeProto.Builder node) {
        graph.addNode(node);
        return this;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    ModelProto build() {
        return model.setGraph(graph).build();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, build().toByteArray());
    }
}
