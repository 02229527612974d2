package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.activations.Activation;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * MobileNetV2 (Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", table 2) with torchvision's
 * structure and names (torchvision/models/mobilenetv2.py). The dropout before the classifier, which has no effect at
 * inference, is left out.
 */
final class MobileNetV2 implements Architecture {
    private static final int STEM_CHANNELS = 32;
    private static final int FEATURES = 1280;
    private static final int LAST = 18;

    /** Blocks of one width; the first block has the stride. */
    private record Stage(int expansion, int channels, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    @Override
    public String name() {
        return "mobilenet_v2";
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
        int index = 1;
        for (int stage = 0; stage < STAGES.size(); stage++) {
            boolean expanded = STAGES.get(stage).expansion() > 1;
            List<String> layers =
                    expanded ? List.of("0.0", "0.1", "1.0", "1.1", "2", "3") : List.of("0.0", "0.1", "1", "2");
            for (int i = 0; i < STAGES.get(stage).blocks(); i++) {
                String part = "features." + index++ + ".conv.";
                names.block(
                        stage,
                        i,
                        expanded,
                        false,
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
        NormedConvolutions convolutions = new NormedConvolutions(graph, Activation.RELU6);
        String top = convolutions.full("features.0", INPUT, STEM_CHANNELS, 3, 2);
        int channels = STEM_CHANNELS;
        int index = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                top = block(graph, "features." + index, top, channels, stage, i == 0 ? stage.stride() : 1);
                channels = stage.channels();
                index++;
            }
        }
        top = convolutions.full("features." + LAST, top, FEATURES, 1, 1);
        return graph.softmax(graph.dense("classifier.1", graph.globalAverage("avgpool", top), classes));
    }

    /** An inverted residual block: expansion, depthwise convolution, and projection without an activation. */
    private static String block(GraphBuilder graph, String name, String from, int channelsIn, Stage stage, int stride) {
        NormedConvolutions convolutions = new NormedConvolutions(graph, Activation.RELU6);
        int inside = channelsIn * stage.expansion();
        int part = 0;
        String top = from;
        if (stage.expansion() > 1) {
            top = convolutions.full(name + ".conv." + part++, top, inside, 1, 1);
        }
        top = convolutions.depthwise(name + ".conv." + part++, top, inside, 3, stride);
        top = graph.convolution(name + ".conv." + part++, top, stage.channels(), 1, 1, 0, false);
        top = graph.batchNorm(name + ".conv." + part, top);
        return stride == 1 && channelsIn == stage.channels() ? graph.add(name, top, from) : top;
    }
}
