package org.tl4j.dl4j.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * The densely connected networks of Huang et al. 2017, "Densely Connected Convolutional Networks" (DenseNet-BC), with
 * torchvision's structure and names (torchvision/models/densenet.py). Within a block every layer receives as input all
 * channels that come before it and appends {@code growth} new ones; a transition halves channels and sides. A batch norm
 * and a ReLU precede each convolution except the first.
 *
 * <p>A block's vertex, {@code features.denseblock1}, has the output of torchvision's module of that name.
 */
final class DenseNet implements Architecture {
    /** The ratio of the channels of a layer's 1x1 convolution to the channels that the layer adds. */
    private static final int BOTTLENECK = 4;

    private final String name;
    private final int stemChannels;
    private final int growth;
    private final List<Integer> layersOfBlocks;

    DenseNet(String name, int stemChannels, int growth, Integer... layersOfBlocks) {
        this.name = name;
        this.stemChannels = stemChannels;
        this.growth = growth;
        this.layersOfBlocks = List.of(layersOfBlocks);
    }

    /** All DenseNets, by depth. */
    static List<Architecture> family() {
        return List.of(
                new DenseNet("densenet121", 64, 32, 6, 12, 24, 16),
                new DenseNet("densenet161", 96, 48, 6, 12, 36, 24),
                new DenseNet("densenet169", 64, 32, 6, 12, 32, 32),
                new DenseNet("densenet201", 64, 32, 6, 12, 48, 32));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String defaultBoundary() {
        return "avgpool";
    }

    @Override
    public String classifierBias() {
        return "classifier.bias";
    }

    /** A transition belongs to the block before it, so that the cached output of a frozen part is the smaller one. */
    @Override
    public List<Group> groups() {
        return List.of(
                new Group("stem", List.of("features.conv0", "features.norm0")),
                new Group("denseblock1", List.of("features.denseblock1", "features.transition1")),
                new Group("denseblock2", List.of("features.denseblock2", "features.transition2")),
                new Group("denseblock3", List.of("features.denseblock3", "features.transition3")),
                new Group("denseblock4", List.of("features.denseblock4", "features.norm5")));
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        String top = graph.convolution("features.conv0", INPUT, stemChannels, 7, 2, 3, false);
        top = graph.relu("features.relu0", graph.batchNorm("features.norm0", top));
        top = graph.maxPool("features.pool0", top, 3, 2, 1);
        int channels = stemChannels;
        for (int i = 1; i <= layersOfBlocks.size(); i++) {
            int layers = layersOfBlocks.get(i - 1);
            top = block(graph, "features.denseblock" + i, top, layers);
            channels += layers * growth;
            if (i < layersOfBlocks.size()) {
                channels /= 2;
                top = transition(graph, "features.transition" + i, top, channels);
            }
        }
        top = graph.relu("features.relu5", graph.batchNorm("features.norm5", top));
        return graph.softmax(graph.dense("classifier", graph.globalAverage("avgpool", top), classes));
    }

    private String block(GraphBuilder graph, String name, String from, int layers) {
        String top = from;
        for (int i = 1; i <= layers; i++) {
            String layer = name + ".denselayer" + i;
            String added = denseLayer(graph, layer, top);
            top = graph.vertex(i < layers ? layer + ".concat" : name, new MergeVertex(), top, added);
        }
        return top;
    }

    private String denseLayer(GraphBuilder graph, String name, String from) {
        String top = graph.relu(name + ".relu1", graph.batchNorm(name + ".norm1", from));
        top = graph.convolution(name + ".conv1", top, BOTTLENECK * growth, 1, 1, 0, false);
        top = graph.relu(name + ".relu2", graph.batchNorm(name + ".norm2", top));
        return graph.convolution(name + ".conv2", top, growth, 3, 1, 1, false);
    }

    private static String transition(GraphBuilder graph, String name, String from, int channels) {
        String top = graph.relu(name + ".relu", graph.batchNorm(name + ".norm", from));
        top = graph.convolution(name + ".conv", top, channels, 1, 1, 0, false);
        return graph.averagePool(name + ".pool", top, 2, 2);
    }
}
