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

/**
 * Who makes which value of a graph, and what a value needs. The graph has passed {@link ModelCheck}; it may be large, so each
 * question about one value takes a look into a table.
 */
final class GraphLinks {
    /** The origin of what needs several inputs. */
    private static final String SEVERAL = "";

    private final GraphProto graph;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> tensors;
    private final List<ValueInfoProto> inputs;
    private final Map<String, String> origins;

    GraphLinks(GraphProto graph) {
        this.graph = graph;
        this.tensors = graph.getInitializerList().stream().collect(Collectors.toMap(TensorProto::getName, t -> t));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> makers.put(name, node));
        }
        this.inputs = graph.getInputList().stream()
                .filter(input -> !tensors.containsKey(input.getName()))
                .toList();
        this.origins = origins(graph, inputs);
    }

    /** The one input that each value needs, or {@link #SEVERAL}; without the values that need none. */
    private static Map<String, String> origins(GraphProto graph, List<ValueInfoProto> inputs) {
        Map<String, String> origins = new HashMap<>();
        inputs.forEach(input -> origins.put(input.getName(), input.getName()));
        for (int index : NodeOrder.of(graph)) {
            NodeProto node = graph.getNode(index);
            String origin = null;
            for (String value : node.getInputList()) {
                String other = origins.get(value);
                if (other != null && !value.isEmpty()) {
                    origin = origin == null || origin.equals(other) ? other : SEVERAL;
                }
            }
            if (origin != null) {
                for (String value : node.getOutputList()) {
                    origins.put(value, origin);
                }
            }
        }
        return origins;
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

    /** Inputs that are no initialisers: before version 4 of the format, initialisers were inputs too. */
    List<ValueInfoProto> inputs() {
        return inputs;
    }

    /** Whether a value depends on no input. */
    boolean isConstant(String value) {
        return value.isEmpty() || !origins.containsKey(value);
    }

    /** The one input that a value needs; empty if it needs none, or several. */
    Optional<String> onlyInput(String value) {
        return Optional.ofNullable(origins.get(value)).filter(origin -> !origin.equals(SEVERAL));
    }

    /** What some values need. */
    Needed needed(Collection<String> values) {
        return needed(values, Set.of());
    }

    /** What some values need besides those that are given. */
    Needed needed(Collection<String> values, Set<String> given) {
        Set<String> names = inputs.stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>(given);
        Set<NodeProto> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> used = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            String value = open.pop();
            if (value.isEmpty() || !seen.add(value)) {
                continue;
            }
            if (names.contains(value)) {
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
