package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.NamedParameters;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.graph.Stages;

/** Builds whole pretrained networks, classifier included, and their structures. */
final class PretrainedGraph {
    private static final Logger LOG = LoggerFactory.getLogger(PretrainedGraph.class);

    /** A name that no architecture gives to a group. */
    private static final String CLASSIFIER = "old-classifier";

    /** The number of classes of an unused classifier. */
    private static final int FEWEST_CLASSES = 2;

    private PretrainedGraph() {}

    /**
     * Builds the graph and fills it; the number of classes is read from the weights. If they contain no classifier, its
     * layers keep their initial values, and are listed.
     *
     * @throws WeightsException if they do not fit
     */
    static WholeNetwork build(Architecture architecture, Preprocessing input, TensorSet weights, String source) {
        Set<String> layers = layers(architecture, input);
        PublishedNames names = PublishedNames.of(architecture, layers, weights.names(), source);
        if (!names.prefix().isEmpty()) {
            LOG.warn("weights {}: the names of all layers begin with {}, which was left out", source, names.prefix());
        }
        Set<String> absent = absentClassifier(architecture, layers, names);
        ComputationGraph graph = new ComputationGraph(architecture.configuration(
                input,
                classes(architecture, names, weights).orElse(FEWEST_CLASSES),
                new Architecture.Initialisation(0, new NoOp())));
        try {
            graph.init();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            names.byOwn().forEach((name, published) -> tensors.put(name, weights.tensor(published)));
            NamedParameters.of(graph).fill(tensors, absent, source);
            return new WholeNetwork(graph, groups(architecture, graph.getConfiguration()), absent);
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    /** The number of classes of the classifier in the weights; empty if they contain none. */
    static OptionalInt classes(Architecture architecture, Preprocessing input, TensorSet weights, String source) {
        Set<String> layers = layers(architecture, input);
        return classes(architecture, PublishedNames.of(architecture, layers, weights.names(), source), weights);
    }

    private static OptionalInt classes(Architecture architecture, PublishedNames names, TensorSet weights) {
        String bias = names.byOwn().get(architecture.classifierBias());
        return bias == null
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(1, weights.tensor(bias).values().limit()));
    }

    private static Set<String> layers(Architecture architecture, Preprocessing input) {
        return GraphPaths.learnedLayers(structure(architecture, input)).collect(Collectors.toSet());
    }

    /** The graph of an architecture, with the smallest number of classes. */
    static ComputationGraphConfiguration structure(Architecture architecture, Preprocessing input) {
        return architecture.configuration(input, FEWEST_CLASSES, new Architecture.Initialisation(0, new NoOp()));
    }

    /** The layers of the classifier that the weights do not contain, if its last one is among them. */
    private static Set<String> absentClassifier(Architecture architecture, Set<String> layers, PublishedNames names) {
        if (names.byOwn().containsKey(architecture.classifierBias())) {
            return Set.of();
        }
        Set<String> absent = new LinkedHashSet<>(layers);
        absent.removeIf(layer -> architecture.groups().stream().anyMatch(group -> group.has(layer)));
        names.byOwn().keySet().forEach(name -> absent.remove(PublishedNames.layer(name)));
        return absent;
    }

    /**
     * All layers with parameters, in the groups of the architecture; the remaining ones are the last group, its
     * classifier.
     */
    static List<LayerGroup> groups(Architecture architecture, ComputationGraphConfiguration configuration) {
        List<String> layers = GraphPaths.learnedLayers(configuration).toList();
        return withRest(
                architecture.groups().stream()
                        .map(group -> new LayerGroup(
                                group.name(), layers.stream().filter(group::has).toList()))
                        .toList(),
                layers);
    }

    /** The same, if the classifier is the head that is trained. */
    static List<LayerGroup> groupsWithClassifier(
            Architecture architecture, ComputationGraphConfiguration configuration) {
        List<LayerGroup> groups = new ArrayList<>(groups(architecture, configuration));
        groups.add(new LayerGroup(
                TrainableNetwork.HEAD, groups.remove(groups.size() - 1).layers()));
        return groups;
    }

    /**
     * The groups of a graph in a file: its stages up to the default boundary, and the layers after it as the last
     * group, its classifier.
     */
    static List<LayerGroup> groups(ComputationGraphConfiguration configuration, Preprocessing input, String usual) {
        Set<String> features = GraphPaths.upTo(configuration, List.of(usual));
        List<LayerGroup> stages = Stages.of(configuration, input).stream()
                .map(group -> group.of(features))
                .toList();
        return withRest(stages, GraphPaths.learnedLayers(configuration).toList());
    }

    private static List<LayerGroup> withRest(List<LayerGroup> groups, List<String> layers) {
        Set<String> rest = new LinkedHashSet<>(layers);
        groups.forEach(group -> rest.removeAll(group.layers()));
        List<LayerGroup> all = new ArrayList<>(groups);
        all.removeIf(group -> group.layers().isEmpty());
        all.add(new LayerGroup(CLASSIFIER, List.copyOf(rest)));
        return all;
    }
}
