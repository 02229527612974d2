package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.network.OwnedGraph;
import org.tl4j.dl4j.parameters.NamedParameters;

/** A whole pretrained network, classifier included, and what its graph looks like. */
final class PretrainedGraph {
    private PretrainedGraph() {}

    /**
     * Builds the graph and fills it; the number of classes is read from the weights.
     *
     * @throws WeightsException if they do not fit
     */
    static ComputationGraph build(Architecture architecture, Preprocessing input, TensorSet weights, String source) {
        Map<String, String> names = names(architecture, weights.names());
        if (!names.containsKey(architecture.classifierBias())) {
            throw new WeightsException(
                    "weights " + source,
                    "must hold the classifier of " + architecture.name() + ", " + architecture.classifierBias(),
                    weights.names().size() + " other tensors",
                    "choose the backbone that they were made for");
        }
        int classes = weights.tensor(names.get(architecture.classifierBias()))
                .values()
                .limit();
        ComputationGraph graph = new ComputationGraph(
                architecture.configuration(input, classes, new Architecture.Recipe(0, new NoOp())));
        try {
            graph.init();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            names.forEach((name, published) -> tensors.put(name, weights.tensor(published)));
            NamedParameters.of(graph).fill(tensors, source);
            return graph;
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    /** The published names by the architecture's own; one whose own name is published as well keeps its name. */
    private static Map<String, String> names(Architecture architecture, Set<String> published) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : published) {
            String layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            String own = architecture.layersOfOtherNames().getOrDefault(layer, layer) + name.substring(layer.length());
            names.put(published.contains(own) ? name : own, name);
        }
        return names;
    }

    /** {@code vertex} and all vertices that it depends on, the network's inputs left out. */
    static Set<String> upTo(ComputationGraphConfiguration configuration, String vertex) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(vertex));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (configuration.getVertices().containsKey(next) && found.add(next)) {
                open.addAll(configuration.getVertexInputs().get(next));
            }
        }
        return found;
    }

    /** The layers with parameters up to a boundary, in the groups of the architecture. */
    static List<LayerGroup> groups(Architecture architecture, ComputationGraph graph, Set<String> frozen) {
        List<String> layers =
                layersWithParameters(graph).filter(frozen::contains).toList();
        return architecture.groups().stream()
                .map(group -> new LayerGroup(
                        group.name(), layers.stream().filter(group::has).toList()))
                .filter(group -> !group.layers().isEmpty())
                .toList();
    }

    /** All layers with parameters: the groups of the architecture, and what is left as the head. */
    static List<LayerGroup> groupsWithClassifier(Architecture architecture, ComputationGraph graph) {
        Set<String> all = layersWithParameters(graph).collect(Collectors.toCollection(LinkedHashSet::new));
        List<LayerGroup> groups = new ArrayList<>(groups(architecture, graph, all));
        groups.forEach(group -> all.removeAll(group.layers()));
        groups.add(new LayerGroup(TrainableNetwork.HEAD, List.copyOf(all)));
        return groups;
    }

    /** The names of all layers with parameters, in the order of the graph. */
    static Stream<String> layersWithParameters(ComputationGraph graph) {
        return Arrays.stream(graph.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .map(layer -> layer.conf().getLayer().getLayerName());
    }
}
