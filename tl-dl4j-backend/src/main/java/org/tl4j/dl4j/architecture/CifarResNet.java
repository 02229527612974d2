package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * The residual networks for 32x32 images of He et al. 2015, "Deep Residual Learning for Image Recognition", section 4.2:
 * three stages of 16, 32 and 64 channels, shortcuts without parameters (option A).
 */
final class CifarResNet implements Architecture {
    private static final int STAGES = 3;
    private static final int FIRST_STAGE_CHANNELS = 16;

    private final int blocksPerStage;

    private CifarResNet(int blocksPerStage) {
        this.blocksPerStage = blocksPerStage;
    }

    /** The networks of the paper, smallest first, without the one of 1202 layers. */
    static List<Architecture> family() {
        return Stream.of(20, 32, 44, 56, 110)
                .<Architecture>map(CifarResNet::ofDepth)
                .toList();
    }

    /** The network with a depth of 6n + 2 layers. */
    static CifarResNet ofDepth(int depth) {
        if (depth < 8 || (depth - 2) % 6 != 0) {
            throw new IllegalArgumentException("the depth must be 6n + 2, found " + depth);
        }
        return new CifarResNet((depth - 2) / 6);
    }

    @Override
    public String name() {
        return "resnet" + (6 * blocksPerStage + 2);
    }

    @Override
    public String defaultBoundary() {
        return "avgpool";
    }

    @Override
    public String classifierBias() {
        return "linear.bias";
    }

    @Override
    public int smallestInput() {
        return 1 << (STAGES - 1);
    }

    @Override
    public List<Group> groups() {
        return List.of(
                new Group("stem", List.of("conv1", "bn1")), Group.of("layer1"), Group.of("layer2"), Group.of("layer3"));
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        String top = graph.convolution("conv1", INPUT, FIRST_STAGE_CHANNELS, 3, 1, 1, false);
        top = graph.relu("relu", graph.batchNorm("bn1", top));
        int channels = FIRST_STAGE_CHANNELS;
        for (int stage = 1; stage <= STAGES; stage++) {
            int stageChannels = FIRST_STAGE_CHANNELS << (stage - 1);
            // both sides are halved, rounding up, by each stage but the first
            ImageSize size = new ImageSize(
                    ((input.crop().width() - 1) >> (stage - 1)) + 1,
                    ((input.crop().height() - 1) >> (stage - 1)) + 1);
            for (int block = 0; block < blocksPerStage; block++) {
                top = block(graph, "layer" + stage + "." + block, top, channels, stageChannels, size);
                channels = stageChannels;
            }
        }
        top = graph.globalAverage("avgpool", top);
        top = graph.dense("linear", top, classes);
        return graph.softmax(top);
    }

    private static String block(
            GraphBuilder graph, String name, String from, int channelsIn, int channels, ImageSize size) {
        int stride = channelsIn == channels ? 1 : 2;
        String top = graph.convolution(name + ".conv1", from, channels, 3, stride, 1, false);
        top = graph.relu(name + ".relu1", graph.batchNorm(name + ".bn1", top));
        top = graph.convolution(name + ".conv2", top, channels, 3, 1, 1, false);
        top = graph.batchNorm(name + ".bn2", top);
        String shortcut =
                stride == 1 ? from : paddedShortcut(graph, name + ".shortcut", from, channelsIn, channels, size);
        return graph.relu(name + ".relu2", graph.add(name, top, shortcut));
    }

    /**
     * Every second pixel, with channels of zeros before and after, built from layers of plain DL4J, so that an exported
     * network opens without classes of TL4J: a 1x1 pooling of stride 2 subsamples, and channels are padded as if they were
     * the rows of one image.
     */
    private static String paddedShortcut(
            GraphBuilder graph, String name, String from, int channelsIn, int channels, ImageSize size) {
        int pixels = size.width() * size.height();
        String top = graph.maxPool(name + ".subsample", from, 1, 2);
        top = graph.reshape(name + ".rows", top, 1, channelsIn, pixels);
        top = graph.padRows(name + ".padding", top, (channels - channelsIn) / 2);
        return graph.reshape(name, top, channels, size.height(), size.width());
    }
}
