package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Models of one node, to try and to measure a machine with. */
final class SmallModels {
    private static final int IR_VERSION = 7;
    private static final int OPSET = 13;

    private SmallModels() {}

    /** {@code out = max(in, 0)}, of one value. */
    static byte[] relu() {
        return model(
                NodeProto.newBuilder().setOpType("Relu").addInput("in").addOutput("out"),
                GraphProto.newBuilder().addInput(value("in", 1)).addOutput(value("out", 1)));
    }

    /** {@code product = left right}, of square matrices. */
    static byte[] product(int side) {
        return model(
                NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("left")
                        .addInput("right")
                        .addOutput("product"),
                GraphProto.newBuilder()
                        .addInput(value("left", side, side))
                        .addInput(value("right", side, side))
                        .addOutput(value("product", side, side)));
    }

    private static byte[] model(NodeProto.Builder node, GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.setName("small").addNode(node))
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, int... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int side : sides) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
