package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Recognises linear layers of constant weights, in the forms that exporters and quantisers give them. */
final class LinearLayers {
    private static final Set<String> PRODUCTS = Set.of("Gemm", "MatMul", "FusedGemm", "FusedMatMul");
    private static final Set<String> SAME = Set.of("Identity", "Dropout");
    private static final String INTEGERS = "MatMulInteger";

    private final GraphLinks links;

    LinearLayers(GraphLinks links) {
        this.links = links;
    }

    /** Whether a node is one, or would be with other weights. */
    static boolean isOne(NodeProto node) {
        String operator = node.getOpType();
        return PRODUCTS.contains(operator) || operator.equals("Conv") || operator.equals(INTEGERS);
    }

    /** The cut before a node; empty if its weights are not constant, or it looks at neighbours. */
    Optional<ClassifierCut> before(NodeProto node) {
        if (node.getOpType().equals(INTEGERS)) {
            return quantized(node);
        }
        if (node.getInputCount() < 2 || links.isConstant(node.getInput(0)) || !links.isConstant(node.getInput(1))) {
            return Optional.empty();
        }
        Optional<List<Long>> shape = links.tensor(node.getInput(1)).map(tensor -> tensor.getDimsList());
        boolean convolution = node.getOpType().equals("Conv");
        if (convolution && !shape.map(LinearLayers::isPointwise).orElse(false)) {
            return Optional.empty();
        }
        return Optional.of(new ClassifierCut(same(node.getInput(0)), ModelCheck.operator(node), classes(node, shape)));
    }

    private Optional<ClassifierCut> quantized(NodeProto node) {
        return maker(node)
                .filter(maker -> maker.getOpType().equals("DynamicQuantizeLinear") && maker.getInputCount() > 0)
                .map(maker ->
                        new ClassifierCut(same(maker.getInput(0)), ModelCheck.operator(node), OptionalInt.empty()));
    }

    /** A product of integers is multiplied by the scale of the images, which a node measures: that of the product. */
    Optional<String> scaled(List<String> variables) {
        return variables.stream()
                .filter(value -> links.maker(value)
                        .filter(node -> node.getOpType().equals("Cast"))
                        .flatMap(this::maker)
                        .filter(node -> node.getOpType().equals(INTEGERS))
                        .isPresent())
                .findFirst();
    }

    /** The node that makes the first input of a node. */
    private Optional<NodeProto> maker(NodeProto node) {
        return node.getInputCount() == 0 ? Optional.empty() : links.maker(node.getInput(0));
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
    private String same(String value) {
        String earlier = value;
        for (Optional<NodeProto> node = links.maker(earlier);
                node.isPresent()
                        && SAME.contains(node.get().getOpType())
                        && node.get().getInputCount() > 0;
                node = links.maker(earlier)) {
            earlier = node.get().getInput(0);
        }
        return earlier;
    }
}
