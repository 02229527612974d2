package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The vertices that everything on its way from the input to the output passes: where a graph can be parted in two. */
final class Cuts {
    private Cuts() {}

    /** The last such vertex before a layer; empty where there is none but the input. */
    static Optional<String> before(ComputationGraph graph, String layer) {
        List<String> order = order(graph);
        return of(graph).stream()
                .filter(cut -> order.indexOf(cut) < order.indexOf(layer))
                .reduce((first, second) -> second);
    }

    /** All such vertices, from the input on, which is none of them. */
    static List<String> of(ComputationGraph graph) {
        List<String> order = order(graph);
        Map<String, Integer> lastUse = lastUses(graph, order);
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        List<String> found = new ArrayList<>();
        int open = -1;
        for (int place = 0; place < order.size(); place++) {
            String vertex = order.get(place);
            // nothing that came earlier is needed by anything that comes later
            if (open <= place && !inputs.contains(vertex)) {
                found.add(vertex);
            }
            open = Math.max(open, lastUse.getOrDefault(vertex, place));
        }
        return found;
    }

    /** All vertices, the input first, each after those that it takes in. */
    static List<String> order(ComputationGraph graph) {
        return Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index].getVertexName())
                .toList();
    }

    private static Map<String, Integer> lastUses(ComputationGraph graph, List<String> order) {
        Map<String, Integer> lastUse = new HashMap<>();
        for (int place = 0; place < order.size(); place++) {
            List<String> inputs = graph.getConfiguration().getVertexInputs().get(order.get(place));
            for (String input : inputs == null ? List.<String>of() : inputs) {
                lastUse.put(input, place);
            }
        }
        return lastUse;
    }
}
