package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.activations.Activation;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * EfficientNet-B0 (Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", table 1)
 * with torchvision's structure and names (torchvision/models/efficientnet.py). Parts that only training from scratch needs
 * and inference does not use are left out: stochastic depth, and the dropout before the classifier.
 */
final class EfficientNetB0 implements Architecture {
    private static final int STEM_CHANNELS = 32;
    private static final int FEATURES = 1280;
    private static final int SQUEEZE = 4;

    /** Blocks of one width; the first block has the stride. */
    private record Stage(int expansion, int kernel, int stride, int channels, int blocks) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 5, 2, 40, 2),
            new Stage(6, 3, 2, 80, 3),
            new Stage(6, 5, 1, 112, 3),
            new Stage(6, 5, 2, 192, 4),
            new Stage(6, 3, 1, 320, 1));

    private static final int LAST = STAGES.size() + 1;

    @Override
    public String name() {
        return "efficientnet_b0";
    }

    @Override
    public String defaultBoundary() {
        return "avgpool";
    }

    @Override
    public String classifierBias() {
        return "classifier.1.bias";
    }

    @Override
    public Map<String, String> layersOfOtherNames() {
        TimmNames names = new TimmNames(LAST);
        for (int index = 1; index < LAST; index++) {
            Stage stage = STAGES.get(index - 1);
            for (int i = 0; i < stage.blocks(); i++) {
                boolean expanded = stage.expansion() > 1;
                String part = "features." + index + "." + i + ".block.";
                List<String> layers = expanded
                        ? List.of("0.0", "0.1", "1.0", "1.1", "2.fc1", "2.fc2", "3.0", "3.1")
                        : List.of("0.0", "0.1", "1.fc1", "1.fc2", "2.0", "2.1");
                names.block(
                        index - 1,
                        i,
                        expanded,
                        true,
                        layers.stream().map(part::concat).toList());
            }
        }
        return names.all();
    }

    @Override
    public List<Group> groups() {
        return IntStream.rangeClosed(0, LAST)
                .mapToObj(index -> Group.of("features." + index))
                .toList();
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        NormedConvolutions convolutions = new NormedConvolutions(graph, Activation.SWISH);
        String top = convolutions.full("features.0", INPUT, STEM_CHANNELS, 3, 2);
        int channels = STEM_CHANNELS;
        for (int index = 1; index < LAST; index++) {
            Stage stage = STAGES.get(index - 1);
            for (int i = 0; i < stage.blocks(); i++) {
                int stride = i == 0 ? stage.stride() : 1;
                top = block(graph, "features." + index + "." + i, top, channels, stage, stride);
                channels = stage.channels();
            }
        }
        top = convolutions.full("features." + LAST, top, FEATURES, 1, 1);
        return graph.softmax(graph.dense("classifier.1", graph.globalAverage("avgpool", top), classes));
    }

    /**
     * An inverted residual block: expansion, depthwise convolution, squeeze and excitation, and projection without an
     * activation.
     */
    private static String block(GraphBuilder graph, String name, String from, int channelsIn, Stage stage, int stride) {
        NormedConvolutions convolutions = new NormedConvolutions(graph, Activation.SWISH);
        int inside = channelsIn * stage.expansion();
        String part = name + ".block.";
        int index = 0;
        String top = from;
        if (stage.expansion() > 1) {
            top = convolutions.full(part + index++, top, inside, 1, 1);
        }
        top = convolutions.depthwise(part + index++, top, inside, stage.kernel(), stride);
        top = squeezeExcitation(graph, part + index++, top, inside, channelsIn / SQUEEZE);
        top = graph.convolution(part + index + ".0", top, stage.channels(), 1, 1, 0, false);
        top = graph.batchNorm(part + index + ".1", top);
        return stride == 1 && channelsIn == stage.channels() ? graph.add(name, top, from) : top;
    }

    /**
     * Squeeze and excitation (Hu et al. 2018): each channel is multiplied by a factor that a small network computes from
     * the means of all channels. DL4J multiplies only images of equal size, so each factor is first repeated over the
     * image.
     */
    private static String squeezeExcitation(GraphBuilder graph, String name, String from, int channels, int squeezed) {
        String top = graph.pixelAverage(name + ".avgpool", from);
        top = graph.convolution(name + ".fc1", top, squeezed, 1, 1, 0, true);
        top = graph.activation(name + ".activation", top, Activation.SWISH);
        top = graph.convolution(name + ".fc2", top, channels, 1, 1, 0, true);
        top = graph.activation(name + ".scale_activation", top, Activation.SIGMOID);
        return graph.multiply(name, from, graph.spread(name + ".spread", top, from));
    }
}
