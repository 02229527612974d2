package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the classifiers before the outputs of a graph. Outputs may share long chains of nodes: what was found at a value is kept,
 * so that all searches together go over each node twice at most. For one thread.
 */
final class ClassifierSearch {
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

    private final GraphLinks links;
    private final LinearLayers layers;
    private final Map<Place, Optional<ClassifierCut>> found = new HashMap<>();

    ClassifierSearch(GraphLinks links) {
        this.links = links;
        this.layers = new LinearLayers(links);
    }

    /**
     * Where a search is.
     *
     * @param value that it looks at next
     * @param pooled whether it has passed a pool
     */
    private record Place(String value, boolean pooled) {}

    /** The classifier whose result an output is; empty if it does not end in a linear layer of constant weights. */
    Optional<ClassifierCut> before(String output) {
        List<Place> passed = new ArrayList<>();
        Place place = new Place(output, false);
        Optional<ClassifierCut> result = found.get(place);
        while (result == null) {
            passed.add(place);
            NodeProto node = links.maker(place.value()).orElse(null);
            if (node != null && LinearLayers.isOne(node)) {
                result = layers.before(node);
            } else {
                Optional<Place> next = node == null ? Optional.empty() : next(node, place.pooled());
                place = next.orElse(place);
                result = next.isEmpty() ? Optional.empty() : found.get(place);
            }
        }
        for (Place one : passed) {
            found.put(one, result);
        }
        return result;
    }

    /** What a node that a classifier may end in takes from before. */
    private Optional<Place> next(NodeProto node, boolean pooled) {
        String operator = node.getOpType();
        if (node.getInputCount() == 0) {
            return Optional.empty();
        }
        if (ONE_CONSTANT.contains(operator)) {
            return variable(node).map(value -> new Place(value, pooled));
        }
        boolean pool = POOLS.contains(operator);
        return pool || AFTER.contains(operator) || (pooled && operator.equals("Relu"))
                ? Optional.of(new Place(node.getInput(0), pooled || pool))
                : Optional.empty();
    }

    private Optional<String> variable(NodeProto node) {
        List<String> variables = node.getInputList().stream()
                .filter(input -> !links.isConstant(input))
                .toList();
        return variables.size() == 1 ? Optional.of(variables.get(0)) : layers.scaled(variables);
    }
}
