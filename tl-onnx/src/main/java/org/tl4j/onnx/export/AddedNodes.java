package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Nodes that are put before those of a graph, each after those that it uses. Not thread-safe. */
final class AddedNodes {
    private final String prefix;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();

    /** Nodes whose values have names that begin with {@code prefix}. */
    AddedNodes(String prefix) {
        this.prefix = prefix;
    }

    /** Adds a node with one output, and returns the name of its value. */
    String add(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return add(operator, prefix + name, prefix + name, inputs, attributes);
    }

    /** The same with exactly this name. */
    String addNamed(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return add(operator, prefix + name, name, inputs, attributes);
    }

    private String add(String operator, String node, String value, List<String> inputs, AttributeProto... attributes) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(node)
                .addAllInput(inputs)
                .addOutput(value)
                .addAllAttribute(List.of(attributes))
                .build());
        return value;
    }

    /** A row of whole numbers. */
    String whole(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, DataType.INT64, List.of(values.length));
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        constants.add(tensor.build());
        return prefix + name;
    }

    /** Floats. */
    String numbers(String name, List<Integer> shape, float... values) {
        TensorProto.Builder tensor = tensor(name, DataType.FLOAT, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        constants.add(tensor.build());
        return prefix + name;
    }

    private TensorProto.Builder tensor(String name, DataType type, List<Integer> shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(prefix + name).setDataType(type.getNumber());
        shape.forEach(side -> tensor.addDims(side));
        return tensor;
    }

    /** Puts them before the nodes of a graph. */
    void putBefore(GraphProto.Builder graph) {
        List<NodeProto> others = graph.getNodeList();
        graph.clearNode().addAllNode(nodes).addAllNode(others);
        graph.addAllInitializer(constants);
    }

    /** An input of pixels [n, height, width, channels]. */
    static ValueInfoProto pixels(String name, Dimension batch, int channels) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.UINT8.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(batch)
                                        .addDim(Dimension.newBuilder().setDimParam("height"))
                                        .addDim(Dimension.newBuilder().setDimParam("width"))
                                        .addDim(Dimension.newBuilder().setDimValue(channels)))))
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto number(String name, double value) {
        return attribute(name, AttributeType.FLOAT).setF((float) value).build();
    }

    static AttributeProto text(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The type that a Cast converts to. */
    static AttributeProto type(DataType type) {
        return integer("to", type.getNumber());
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
