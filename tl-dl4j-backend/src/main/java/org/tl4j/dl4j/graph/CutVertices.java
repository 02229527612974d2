package org.tl4j.dl4j.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.GraphIndices;

/** The vertices that everything on its way from the input to the output passes: where a graph can be parted in two. */
public final class CutVertices {
    private CutVertices() {}

    /** The last such vertex before a layer; empty where there is none but the input. */
    public static Optional<String> before(ComputationGraphConfiguration configuration, String layer) {
        List<String> order = order(configuration);
        return of(configuration).stream()
                .filter(cut -> order.indexOf(cut) < order.indexOf(layer))
                .reduce((first, second) -> second);
    }

    /** All such vertices, from the input on, which is none of them. */
    public static List<String> of(ComputationGraphConfiguration configuration) {
        List<String> order = order(configuration);
        Map<String, Integer> lastUse = lastUses(configuration, order);
        List<String> inputs = configuration.getNetworkInputs();
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

    /** All vertices, the inputs included, each behind those that it depends on. */
    public static List<String> order(ComputationGraphConfiguration configuration) {
        GraphIndices indices = new ComputationGraph(configuration).calculateIndices();
        return Arrays.stream(indices.getTopologicalSortOrder())
                .mapToObj(index -> indices.getIdxToName().get(index))
                .toList();
    }

    private static Map<String, Integer> lastUses(ComputationGraphConfiguration configuration, List<String> order) {
        Map<String, Integer> lastUse = new HashMap<>();
        for (int place = 0; place < order.size(); place++) {
            List<String> inputs = configuration.getVertexInputs().get(order.get(place));
            for (String input : inputs == null ? List.<String>of() : inputs) {
                lastUse.put(input, place);
            }
        }
        return lastUse;
    }
}
