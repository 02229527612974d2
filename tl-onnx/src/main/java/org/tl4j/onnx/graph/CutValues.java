package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the values of a graph through which everything passes from its inputs to one of its values. Stateless and thread-safe. */
public final class CutValues {
    private CutValues() {}

    /**
     * The values on all paths from the inputs to a value, without both ends. What a transposition gives is left out: the value that it
     * transposes is another, and has its dimensions in the order of the network rather than in that of a pooling.
     *
     * @param model that was checked
     * @param value of it
     * @return the nearest to {@code value} first
     */
    public static List<String> before(ModelProto model, String value) {
        GraphLinks links = new GraphLinks(model.getGraph());
        List<NodeProto> nodes = nodes(model.getGraph(), links, value);
        Map<String, Integer> lastUses = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).getInputList()) {
                if (!links.isConstant(input)) {
                    lastUses.put(input, i);
                }
            }
        }
        // every node lies on a path, so in any order what a cut needs is before it, and what needs the cut behind it
        Set<String> open = lastUses.keySet().stream()
                .filter(name -> !links.isMade(name))
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> cuts = new LinkedHashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            nodes.get(i).getOutputList().stream().filter(lastUses::containsKey).forEach(open::add);
            open.removeIf(name -> lastUses.get(name) <= index);
            if (open.size() == 1
                    && links.maker(open.iterator().next())
                            .filter(maker -> !maker.getOpType().equals("Transpose"))
                            .isPresent()) {
                cuts.addAll(open);
            }
        }
        List<String> nearest = new ArrayList<>(cuts);
        Collections.reverse(nearest);
        return nearest;
    }

    /** The nodes between the inputs and a value, in an order in which they can be computed. */
    private static List<NodeProto> nodes(GraphProto graph, GraphLinks links, String value) {
        Set<NodeProto> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(links.needed(List.of(value)).nodes());
        return NodeOrder.of(graph).stream()
                .map(graph::getNode)
                .filter(node -> needed.contains(node)
                        && node.getInputList().stream().anyMatch(input -> !links.isConstant(input)))
                .toList();
    }
}
