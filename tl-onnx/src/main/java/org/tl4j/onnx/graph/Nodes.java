package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Adds nodes to a graph, in the form of the version of the operators that its model uses. Names of ours begin with a prefix. */
final class Nodes {
    /** No value of a file has it after {@link Renaming}. */
    static final String PREFIX = "tl4j/";

    private final GraphProto.Builder graph;
    private final long opset;

    Nodes(GraphProto.Builder graph, long opset) {
        this.graph = graph;
        this.opset = opset;
    }

    /** A node with one output. */
    String add(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    String add(String operator, String output, String input, AttributeProto... attributes) {
        return add(operator, output, List.of(input), attributes);
    }

    /** The mean over some dimensions, which go. */
    String mean(String output, String input, long... axes) {
        return reduce("ReduceMean", output, input, axes);
    }

    /** The largest value over some dimensions, which go. */
    String max(String output, String input, long... axes) {
        return reduce("ReduceMax", output, input, axes);
    }

    private String reduce(String operator, String output, String input, long... axes) {
        AttributeProto gone = integer("keepdims", 0);
        return opset < 18
                ? add(operator, output, input, gone, integers("axes", axes))
                : add(operator, output, List.of(input, constant(output + "/axes", axes)), gone);
    }

    /** The part of the second dimension from an index on. */
    String from(String output, String input, long start) {
        return opset < 10
                ? add(
                        "Slice",
                        output,
                        input,
                        integers("starts", start),
                        integers("ends", Integer.MAX_VALUE),
                        integers("axes", 1))
                : add(
                        "Slice",
                        output,
                        List.of(
                                input,
                                constant(output + "/starts", start),
                                constant(output + "/ends", Integer.MAX_VALUE),
                                constant(output + "/axes", 1)));
    }

    /** The element of the second dimension at index 0; the dimension goes. */
    String first(String output, String input) {
        TensorProto index = TensorProto.newBuilder()
                .setName(output + "/index")
                .setDataType(DataType.INT64.getNumber())
                .addInt64Data(0)
                .build();
        graph.addInitializer(index);
        return add("Gather", output, List.of(input, index.getName()), integer("axis", 1));
    }

    /** A tensor of integers. */
    String constant(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** An input or output of floats; a dimension below 1 may have any size. */
    static ValueInfoProto floats(String name, long... shape) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
        var type = value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT.getNumber());
        for (long size : shape) {
            type.getShapeBuilder()
                    .addDim(
                            size < 1
                                    ? Dimension.newBuilder().setDimParam("n")
                                    : Dimension.newBuilder().setDimValue(size));
        }
        return value.build();
    }
}
