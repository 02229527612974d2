package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who makes which value of a graph, and what a value needs. The graph has passed {@link ModelCheck}. */
final class GraphLinks {
    private final GraphProto graph;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> tensors;
    private final Map<String, Boolean> constants = new HashMap<>();

    GraphLinks(GraphProto graph) {
        this.graph = graph;
        this.tensors = graph.getInitializerList().stream().collect(Collectors.toMap(TensorProto::getName, t -> t));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> makers.put(name, node));
        }
    }

    /** The node that makes a value; empty for inputs and initialisers. */
    Optional<NodeProto> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** The initialiser of a name. */
    Optional<TensorProto> tensor(String value) {
        return Optional.ofNullable(tensors.get(value));
    }

    /** Whether a value is made by a node. */
    boolean isMade(String value) {
        return makers.containsKey(value);
    }

    /** All values that nodes make. */
    Set<String> made() {
        return makers.keySet();
    }

    /** Inputs that are no initialisers: before version 4 of the format, initialisers were inputs too. */
    List<ValueInfoProto> inputs() {
        return graph.getInputList().stream()
                .filter(input -> !tensors.containsKey(input.getName()))
                .toList();
    }

    /** Whether a value depends on no input. */
    boolean isConstant(String value) {
        Boolean known = constants.get(value);
        if (known == null) {
            known = needed(List.of(value)).inputs().isEmpty();
            constants.put(value, known);
        }
        return known;
    }

    /** What some values need. */
    Needed needed(Collection<String> values) {
        Set<String> inputs = inputs().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        Set<NodeProto> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> used = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            String value = open.pop();
            if (value.isEmpty() || !seen.add(value)) {
                continue;
            }
            if (inputs.contains(value)) {
                used.add(value);
            }
            NodeProto maker = makers.get(value);
            if (maker != null && nodes.add(maker)) {
                open.addAll(maker.getInputList());
            }
        }
        return new Needed(
                graph.getNodeList().stream().filter(nodes::contains).toList(),
                graph.getInitializerList().stream()
                        .filter(tensor -> seen.contains(tensor.getName()))
                        .toList(),
                used);
    }

    /**
     * A part of the graph.
     *
     * @param nodes in the order of the graph
     * @param tensors initialisers
     * @param inputs of the graph
     */
    record Needed(List<NodeProto> nodes, List<TensorProto> tensors, List<String> inputs) {}
}
