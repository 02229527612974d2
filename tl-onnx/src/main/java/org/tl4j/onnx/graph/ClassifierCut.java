package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where the classifier of a network begins.
 *
 * @param value which the last linear layer takes: the features
 * @param layer that layer, for people
 * @param classes how many outputs the layer has, where its weights say so
 */
public record ClassifierCut(String value, String layer, OptionalInt classes) {
    /** They keep the order of the classes, and change no information but the scale. */
    private static final Set<String> AFTER = Set.of(
            "Softmax",
            "LogSoftmax",
            "Sigmoid",
            "Identity",
            "Cast",
            "Dropout",
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "QuantizeLinear",
            "DequantizeLinear");

    private static final Set<String> ONE_CONSTANT = Set.of("Add", "Sub", "Mul", "Div");
    private static final Set<String> POOLS = Set.of("GlobalAveragePool", "GlobalMaxPool", "AveragePool", "ReduceMean");
    private static final Set<String> LINEAR = Set.of("Gemm", "MatMul", "FusedGemm", "FusedMatMul");
    private static final Set<String> SAME = Set.of("Identity", "Dropout");

    /** The classifier whose result an output is; empty if it does not end in a linear layer of constant weights. */
    public static Optional<ClassifierCut> before(GraphProto graph, String output) {
        GraphLinks links = new GraphLinks(graph);
        String value = output;
        boolean pooled = false;
        while (true) {
            NodeProto node = links.maker(value).orElse(null);
            if (node == null || node.getInputCount() == 0) {
                return Optional.empty();
            }
            String operator = node.getOpType();
            if (LINEAR.contains(operator) || operator.equals("Conv")) {
                return cut(links, node, 1);
            }
            if (operator.equals("MatMulInteger")) {
                return quantized(links, node);
            }
            if (ONE_CONSTANT.contains(operator)) {
                Optional<String> variable = variable(links, node);
                if (variable.isEmpty()) {
                    return Optional.empty();
                }
                value = variable.get();
            } else if (AFTER.contains(operator) || (pooled && operator.equals("Relu"))) {
                value = node.getInput(0);
            } else if (POOLS.contains(operator)) {
                pooled = true;
                value = node.getInput(0);
            } else {
                return Optional.empty();
            }
        }
    }

    private static Optional<String> variable(GraphLinks links, NodeProto node) {
        List<String> variables = node.getInputList().stream()
                .filter(input -> !links.isConstant(input))
                .toList();
        return variables.size() == 1 ? Optional.of(variables.get(0)) : scaled(links, variables);
    }

    /** A product of integers is multiplied by the scale of the images, which a node measures. */
    private static Optional<String> scaled(GraphLinks links, List<String> variables) {
        return variables.stream()
                .filter(value -> links.maker(value)
                        .filter(node -> node.getOpType().equals("Cast"))
                        .flatMap(node -> links.maker(node.getInput(0)))
                        .filter(node -> node.getOpType().equals("MatMulInteger"))
                        .isPresent())
                .findFirst();
    }

    private static Optional<ClassifierCut> quantized(GraphLinks links, NodeProto node) {
        return links.maker(node.getInput(0))
                .filter(maker -> maker.getOpType().equals("DynamicQuantizeLinear"))
                .map(maker -> new ClassifierCut(
                        same(links, maker.getInput(0)), ModelCheck.operator(node), OptionalInt.empty()));
    }

    private static Optional<ClassifierCut> cut(GraphLinks links, NodeProto node, int weights) {
        String features = node.getInput(0);
        if (node.getInputCount() <= weights
                || links.isConstant(features)
                || !links.isConstant(node.getInput(weights))) {
            return Optional.empty();
        }
        Optional<List<Long>> shape = links.tensor(node.getInput(weights)).map(tensor -> tensor.getDimsList());
        boolean convolution = node.getOpType().equals("Conv");
        if (convolution && !shape.map(ClassifierCut::isPointwise).orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(new ClassifierCut(same(links, features), ModelCheck.operator(node), classes(node, shape)));
    }

    private static boolean isPointwise(List<Long> shape) {
        return shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 1;
    }

    private static OptionalInt classes(NodeProto node, Optional<List<Long>> shape) {
        if (shape.isEmpty() || shape.get().size() < 2) {
            return OptionalInt.empty();
        }
        boolean transposed = node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() != 0);
        boolean first = node.getOpType().equals("Conv") || transposed;
        return OptionalInt.of(Math.toIntExact(shape.get().get(first ? 0 : 1)));
    }

    /** The value before nodes that change nothing at inference. */
    private static String same(GraphLinks links, String value) {
        String earlier = value;
        for (Optional<NodeProto> node = links.maker(earlier);
                node.isPresent() && SAME.contains(node.get().getOpType());
                node = links.maker(earlier)) {
            earlier = node.get().getInput(0);
        }
        return earlier;
    }
}
