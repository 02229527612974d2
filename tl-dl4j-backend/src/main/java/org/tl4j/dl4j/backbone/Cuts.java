package org.tl4j.dl4j.backbone;

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
        List<String> order = Arrays.stream(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index].getVertexName())
                .toList();
        Map<String, Integer> lastUse = lastUses(graph, order);
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        Optional<String> found = Optional.empty();
        int open = -1;
        for (int place = 0; place < order.indexOf(layer); place++) {
            String vertex = order.get(place);
            // nothing that came earlier is needed by anything that comes later
            if (open <= place && !inputs.contains(vertex)) {
                found = Optional.of(vertex);
            }
            open = Math.max(open, lastUse.getOrDefault(vertex, place));
        }
        return found;
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
