package org.tl4j.dl4j.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/** The vertices on the paths to a vertex, and the layers with parameters. */
public final class GraphPaths {
    private GraphPaths() {}

    /** {@code vertices} and all vertices that they depend on, without the network's inputs. */
    public static Set<String> upTo(ComputationGraphConfiguration configuration, Collection<String> vertices) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(vertices);
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (configuration.getVertices().containsKey(next) && found.add(next)) {
                open.addAll(configuration.getVertexInputs().get(next));
            }
        }
        return found;
    }

    /** The layers with parameters, without those that scale pixels, in the order of the graph. */
    public static Stream<String> learnedLayers(ComputationGraphConfiguration configuration) {
        Set<String> scaling = InputScaling.layers(configuration);
        return configuration.getVertices().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof LayerVertex layer && layer.numParams(false) > 0)
                .map(Map.Entry::getKey)
                .filter(layer -> !scaling.contains(layer));
    }
}
