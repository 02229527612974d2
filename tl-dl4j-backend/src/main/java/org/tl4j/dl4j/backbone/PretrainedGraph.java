package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
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
    /** No architecture calls a group so. */
    private static final String CLASSIFIER = "old-classifier";

    private PretrainedGraph() {}

    /**
     * Builds the graph and fills it; the number of classes is read from the weights.
     *
     * @throws WeightsException if they do not fit
     */
    static ComputationGraph build(Architecture architecture, Preprocessing input, TensorSet weights, String source) {
        int classes = classes(architecture, weights, source);
        Map<String, String> names = names(architecture, weights.names());
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

    /**
     * How many classes the classifier that the weights hold tells apart.
     *
     * @throws WeightsException if they hold none
     */
    static int classes(Architecture architecture, TensorSet weights, String source) {
        Map<String, String> names = names(architecture, weights.names());
        if (!names.containsKey(architecture.classifierBias())) {
            throw new WeightsException(
                    "weights " + source,
                    "must hold the classifier of " + architecture.name() + ", " + architecture.classifierBias(),
                    weights.names().size() + " other tensors",
                    "choose the backbone that they were made for");
        }
        return weights.tensor(names.get(architecture.classifierBias())).values().limit();
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

    /** {@code vertices} and all that they depend on, the network's inputs left out. */
    static Set<String> upTo(ComputationGraphConfiguration configuration, Collection<String> vertices) {
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

    /** All layers that learned, in the groups of the architecture; what it leaves over is the last, its classifier. */
    static List<LayerGroup> groups(Architecture architecture, ComputationGraphConfiguration configuration) {
        List<String> layers = learnedLayers(configuration).toList();
        return withRest(
                architecture.groups().stream()
                        .map(group -> new LayerGroup(
                                group.name(), layers.stream().filter(group::has).toList()))
                        .toList(),
                layers);
    }

    /** Likewise, where the classifier is the head that is trained. */
    static List<LayerGroup> groupsWithClassifier(
            Architecture architecture, ComputationGraphConfiguration configuration) {
        List<LayerGroup> groups = new ArrayList<>(groups(architecture, configuration));
        groups.add(new LayerGroup(
                TrainableNetwork.HEAD, groups.remove(groups.size() - 1).layers()));
        return groups;
    }

    /** Groups of a graph in a file: its stages up to the usual boundary, and what comes after as the last, its classifier. */
    static List<LayerGroup> groups(ComputationGraphConfiguration configuration, Preprocessing input, String usual) {
        Set<String> features = upTo(configuration, List.of(usual));
        List<LayerGroup> stages = Stages.of(configuration, input).stream()
                .map(group -> group.of(features))
                .toList();
        return withRest(stages, learnedLayers(configuration).toList());
    }

    private static List<LayerGroup> withRest(List<LayerGroup> groups, List<String> layers) {
        Set<String> rest = new LinkedHashSet<>(layers);
        groups.forEach(group -> rest.removeAll(group.layers()));
        List<LayerGroup> all = new ArrayList<>(groups);
        all.removeIf(group -> group.layers().isEmpty());
        all.add(new LayerGroup(CLASSIFIER, List.copyOf(rest)));
        return all;
    }

    /** The layers that have parameters, but for those that bring pixels into range, in the order of the graph. */
    static Stream<String> learnedLayers(ComputationGraphConfiguration configuration) {
        Set<String> scaling = InputScaling.layers(configuration);
        return configuration.getVertices().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof LayerVertex layer && layer.numParams(false) > 0)
                .map(Map.Entry::getKey)
                .filter(layer -> !scaling.contains(layer));
    }
}
