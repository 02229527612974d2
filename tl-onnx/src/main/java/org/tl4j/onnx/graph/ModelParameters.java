package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts parameters: the values of tensors, also of those in nodes, but for the integers that are shapes and indices. */
public final class ModelParameters {
    private static final Set<Integer> OF_NUMBERS = Stream.of(
                    DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE, DataType.INT8, DataType.UINT8)
            .map(DataType::getNumber)
            .collect(Collectors.toUnmodifiableSet());

    private ModelParameters() {}

    /** How many parameters a checked model has; 8-bit integers are those of quantised networks. */
    public static long of(ModelProto model) {
        return tensors(model.getGraph().getInitializerList())
                + model.getGraph().getNodeList().stream()
                        .filter(node -> node.getOpType().equals("Constant"))
                        .mapToLong(ModelParameters::constant)
                        .sum();
    }

    private static long constant(NodeProto node) {
        return tensors(node.getAttributeList().stream()
                .filter(AttributeProto::hasT)
                .map(AttributeProto::getT)
                .toList());
    }

    private static long tensors(List<TensorProto> tensors) {
        return tensors.stream()
                .filter(tensor -> OF_NUMBERS.contains(tensor.getDataType()))
                .mapToLong(tensor -> TensorCheck.values(tensor.getDimsList(), tensor.getName()))
                .sum();
    }
}
