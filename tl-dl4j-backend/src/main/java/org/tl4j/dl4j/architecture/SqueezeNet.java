package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016) with torchvision's structure and names. Pooling rounds down where torchvision
 * rounds up; at 224x224 the two are the same.
 */
final class SqueezeNet implements Architecture {
    @Override
    public String name() {
        return "squeezenet1_1";
    }

    @Override
    public String defaultBoundary() {
        return "features.12";
    }

    @Override
    public String classifierBias() {
        return "classifier.1.bias";
    }

    @Override
    public List<Group> groups() {
        return Stream.of(0, 3, 4, 6, 7, 9, 10, 11, 12)
                .map(index -> Group.of("features." + index))
                .toList();
    }

    @Override
    public ComputationGraphConfiguration configuration(Preprocessing input, int classes, Recipe recipe) {
        GraphSketch graph = new GraphSketch(input, recipe);
        String top = graph.relu("features.1", graph.convolution("features.0", INPUT, 64, 3, 2, 0, true));
        top = graph.maxPool("features.2", top, 3, 2);
        top = fire(graph, "features.3", top, 16, 64);
        top = fire(graph, "features.4", top, 16, 64);
        top = graph.maxPool("features.5", top, 3, 2);
        top = fire(graph, "features.6", top, 32, 128);
        top = fire(graph, "features.7", top, 32, 128);
        top = graph.maxPool("features.8", top, 3, 2);
        top = fire(graph, "features.9", top, 48, 192);
        top = fire(graph, "features.10", top, 48, 192);
        top = fire(graph, "features.11", top, 64, 256);
        top = fire(graph, "features.12", top, 64, 256);
        top = graph.relu("classifier.2", graph.convolution("classifier.1", top, classes, 1, 1, 0, true));
        return graph.softmax(graph.globalAverage("logits", top));
    }

    private static String fire(GraphSketch graph, String name, String from, int squeezed, int expanded) {
        String squeeze = graph.relu(
                name + ".squeeze_activation", graph.convolution(name + ".squeeze", from, squeezed, 1, 1, 0, true));
        String narrow = graph.relu(
                name + ".expand1x1_activation",
                graph.convolution(name + ".expand1x1", squeeze, expanded, 1, 1, 0, true));
        String wide = graph.relu(
                name + ".expand3x3_activation",
                graph.convolution(name + ".expand3x3", squeeze, expanded, 3, 1, 1, true));
        return graph.vertex(name, new MergeVertex(), narrow, wide);
    }
}
