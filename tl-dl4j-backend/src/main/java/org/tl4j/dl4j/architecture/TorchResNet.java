package org.tl4j.dl4j.architecture;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * The residual networks for photos of He et al. 2015, "Deep Residual Learning for Image Recognition", section 4.1, with
 * torchvision's structure and names (torchvision/models/resnet.py). A block that halves the image has the stride in its 3x3
 * convolution, where the paper's bottleneck has it in the first 1x1; shortcuts between different shapes are 1x1
 * convolutions (option B). The wide networks are from Zagoruyko and Komodakis 2016, "Wide Residual Networks".
 *
 * <p>A block's vertex, {@code layer1.0}, has the output of torchvision's module of that name, including its last
 * activation, so that it can be a boundary.
 */
final class TorchResNet implements Architecture {
    private static final int FIRST_STAGE_WIDTH = 64;

    private enum Block {
        /** A block of two 3x3 convolutions. */
        BASIC(1),
        /** A block of a 1x1 convolution to fewer channels, a 3x3 one, and a 1x1 one to four times the stage's width. */
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    private final String name;
    private final Block block;
    private final int widening;
    private final List<Integer> blocksOfStages;

    private TorchResNet(String name, Block block, int widening, Integer... blocksOfStages) {
        this.name = name;
        this.block = block;
        this.widening = widening;
        this.blocksOfStages = List.of(blocksOfStages);
    }

    /** All networks, smallest first. */
    static List<Architecture> family() {
        return List.of(
                new TorchResNet("resnet18", Block.BASIC, 1, 2, 2, 2, 2),
                new TorchResNet("resnet34", Block.BASIC, 1, 3, 4, 6, 3),
                new TorchResNet("resnet50", Block.BOTTLENECK, 1, 3, 4, 6, 3),
                new TorchResNet("resnet101", Block.BOTTLENECK, 1, 3, 4, 23, 3),
                new TorchResNet("resnet152", Block.BOTTLENECK, 1, 3, 8, 36, 3),
                new TorchResNet("wide_resnet50_2", Block.BOTTLENECK, 2, 3, 4, 6, 3));
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
        return "fc.bias";
    }

    @Override
    public List<Group> groups() {
        return List.of(
                new Group("stem", List.of("conv1", "bn1")),
                Group.of("layer1"),
                Group.of("layer2"),
                Group.of("layer3"),
                Group.of("layer4"));
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        String top = graph.convolution("conv1", INPUT, FIRST_STAGE_WIDTH, 7, 2, 3, false);
        top = graph.relu("relu", graph.batchNorm("bn1", top));
        top = graph.maxPool("maxpool", top, 3, 2, 1);
        int channels = FIRST_STAGE_WIDTH;
        for (int stage = 1; stage <= blocksOfStages.size(); stage++) {
            int width = FIRST_STAGE_WIDTH << (stage - 1);
            for (int i = 0; i < blocksOfStages.get(stage - 1); i++) {
                // each stage but the first halves both sides, in its first block
                int stride = stage > 1 && i == 0 ? 2 : 1;
                top = residual(graph, "layer" + stage + "." + i, top, channels, width, stride);
                channels = width * block.expansion;
            }
        }
        return graph.softmax(graph.dense("fc", graph.globalAverage("avgpool", top), classes));
    }

    private String residual(GraphBuilder graph, String name, String from, int channelsIn, int width, int stride) {
        int channels = width * block.expansion;
        String top = switch (block) {
            case BASIC -> basic(graph, name, from, width, stride);
            case BOTTLENECK -> bottleneck(graph, name, from, width * widening, channels, stride);
        };
        String shortcut = stride == 1 && channelsIn == channels
                ? from
                : graph.batchNorm(
                        name + ".downsample.1",
                        graph.convolution(name + ".downsample.0", from, channels, 1, stride, 0, false));
        return graph.relu(name, graph.add(name + ".sum", top, shortcut));
    }

    private static String basic(GraphBuilder graph, String name, String from, int width, int stride) {
        String top = graph.convolution(name + ".conv1", from, width, 3, stride, 1, false);
        top = graph.relu(name + ".relu1", graph.batchNorm(name + ".bn1", top));
        top = graph.convolution(name + ".conv2", top, width, 3, 1, 1, false);
        return graph.batchNorm(name + ".bn2", top);
    }

    private static String bottleneck(
            GraphBuilder graph, String name, String from, int width, int channels, int stride) {
        String top = graph.convolution(name + ".conv1", from, width, 1, 1, 0, false);
        top = graph.relu(name + ".relu1", graph.batchNorm(name + ".bn1", top));
        top = graph.convolution(name + ".conv2", top, width, 3, stride, 1, false);
        top = graph.relu(name + ".relu2", graph.batchNorm(name + ".bn2", top));
        top = graph.convolution(name + ".conv3", top, channels, 1, 1, 0, false);
        return graph.batchNorm(name + ".bn3", top);
    }
}
