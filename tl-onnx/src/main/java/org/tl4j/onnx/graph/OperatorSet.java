package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which operators a model uses. Stateless and thread-safe. */
public final class OperatorSet {
    private OperatorSet() {}

    /**
     * The version of the operators of ONNX that a model uses.
     *
     * @throws InvalidModelException if it does not say
     */
    public static long version(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(operators ->
                        operators.getDomain().isEmpty() || operators.getDomain().equals("ai.onnx"))
                .mapToLong(operators -> operators.getVersion())
                .findFirst()
                .orElseThrow(() -> new InvalidModelException("must state the version of its operators", "none"));
    }

    /** How many nodes each operator has, for people: {@code Add 12, Conv 9}. */
    public static String counted(Collection<NodeProto> nodes) {
        Map<String, Integer> counts = new TreeMap<>();
        nodes.forEach(node -> counts.merge(node.getOpType(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
