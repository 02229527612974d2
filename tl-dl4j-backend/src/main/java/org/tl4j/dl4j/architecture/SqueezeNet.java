package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * The networks of few parameters of Iandola et al. 2016, "SqueezeNet", with torchvision's structure and names
 * (torchvision/models/squeezenet.py). Version 1.1 has a smaller first convolution and pools earlier, which makes it
 * faster.
 */
final class SqueezeNet implements Architecture {
    /** Marks a pooling layer in the list of fire modules. */
    private static final int POOL = 0;

    /** The index of the first module: torchvision counts the first convolution and its ReLU as well. */
    private static final int FIRST_INDEX = 2;

    /** The ratio of the output channels of each expand convolution of a fire module to its squeezed channels. */
    private static final int EXPANSION = 4;

    private final String name;
    private final int stemChannels;
    private final int stemKernel;
    private final List<Integer> squeezed;

    private SqueezeNet(String name, int stemChannels, int stemKernel, Integer... squeezed) {
        this.name = name;
        this.stemChannels = stemChannels;
        this.stemKernel = stemKernel;
        this.squeezed = List.of(squeezed);
    }

    /** Both versions of SqueezeNet. */
    static List<Architecture> family() {
        return List.of(
                new SqueezeNet("squeezenet1_0", 96, 7, POOL, 16, 16, 32, POOL, 32, 48, 48, 64, POOL, 64),
                new SqueezeNet("squeezenet1_1", 64, 3, POOL, 16, 16, POOL, 32, 32, POOL, 48, 48, 64, 64));
    }

    @Override
    public String name() {
        return name;
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
        IntStream fires = IntStream.range(0, squeezed.size())
                .filter(i -> squeezed.get(i) != POOL)
                .map(i -> FIRST_INDEX + i);
        return Stream.concat(Stream.of(0), fires.boxed())
                .map(index -> Group.of("features." + index))
                .toList();
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        String top = graph.convolution("features.0", INPUT, stemChannels, stemKernel, 2, 0, true);
        top = graph.relu("features.1", top);
        for (int i = 0; i < squeezed.size(); i++) {
            String feature = "features." + (FIRST_INDEX + i);
            top = squeezed.get(i) == POOL
                    ? graph.maxPoolRoundingUp(feature, top, 3, 2)
                    : fire(graph, feature, top, squeezed.get(i));
        }
        top = graph.relu("classifier.2", graph.convolution("classifier.1", top, classes, 1, 1, 0, true));
        return graph.softmax(graph.globalAverage("logits", top));
    }

    private static String fire(GraphBuilder graph, String name, String from, int squeezed) {
        int expanded = EXPANSION * squeezed;
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
