package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which a graph can be computed: each value is made once, each input of a node is made, and there is no cycle. */
final class NodeOrder {
    private NodeOrder() {}

    /**
     * The indices of the nodes, each behind those whose values it needs.
     *
     * @throws InvalidModelException if there is no such order
     */
    static List<Integer> of(GraphProto graph) {
        Set<String> given = new HashSet<>(Set.of(""));
        graph.getInputList().stream().map(ValueInfoProto::getName).forEach(given::add);
        graph.getInitializerList().stream().map(TensorProto::getName).forEach(given::add);
        Map<String, Integer> makers = makers(graph, given);
        Map<Integer, List<Integer>> readers = new HashMap<>();
        int[] open = new int[graph.getNodeCount()];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            for (String input : graph.getNode(i).getInputList()) {
                if (!given.contains(input)) {
                    Integer maker = makers.get(input);
                    if (maker == null) {
                        throw new InvalidModelException(
                                "must make or hold each value that it uses",
                                input + ", an input of " + ModelCheck.operator(graph.getNode(i))
                                        + " that nothing makes");
                    }
                    readers.computeIfAbsent(maker, key -> new ArrayList<>()).add(i);
                    open[i]++;
                }
            }
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Integer next = ready.remove();
            order.add(next);
            for (int reader : readers.getOrDefault(next, List.of())) {
                if (--open[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        requireNone(graph, open, order.size());
        requireOutputs(graph, given, makers);
        return order;
    }

    private static Map<String, Integer> makers(GraphProto graph, Set<String> given) {
        Map<String, Integer> makers = new HashMap<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            for (String output : node.getOutputList()) {
                if (!output.isEmpty() && (given.contains(output) || makers.put(output, i) != null)) {
                    throw new InvalidModelException(
                            "must make each value once",
                            output + ", which " + ModelCheck.operator(node) + " makes again");
                }
            }
        }
        return makers;
    }

    private static void requireNone(GraphProto graph, int[] open, int done) {
        if (done == open.length) {
            return;
        }
        for (int i = 0; i < open.length; i++) {
            if (open[i] > 0) {
                throw new InvalidModelException(
                        "must have no cycle", ModelCheck.operator(graph.getNode(i)) + ", which needs its own output");
            }
        }
    }

    private static void requireOutputs(GraphProto graph, Set<String> given, Map<String, Integer> makers) {
        for (ValueInfoProto output : graph.getOutputList()) {
            if (output.getName().isEmpty()
                    || !(given.contains(output.getName()) || makers.containsKey(output.getName()))) {
                throw new InvalidModelException(
                        "must make each of its outputs", output.getName() + ", which nothing makes");
            }
        }
    }
}
