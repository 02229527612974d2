package org.tl4j.dl4j.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * The networks of 3x3 convolutions of Simonyan and Zisserman 2014, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition", configurations A, B, D and E, plain and with batch norms, with torchvision's structure and names
 * (torchvision/models/vgg.py).
 *
 * <p>torchvision averages the last feature map to 7x7. That has no effect if the map has this size already, and is a plain
 * average pooling if it is a multiple of it; only such crops, of 224 to 255 pixels per side, 448 to 479 and so on, are
 * supported. Its two dropouts are left out: they only have an effect in training, and fine-tuning here does not use them.
 */
final class Vgg implements Architecture {
    private static final List<Integer> CHANNELS_OF_STAGES = List.of(64, 128, 256, 512, 512);
    private static final int HIDDEN = 4096;

    /** The sides of the input of the first dense layer. */
    private static final int LAST_MAP = 7;

    /** Five stages halve the crop, rounding down. */
    private static final int REDUCTION = 32;

    private final String name;
    private final boolean batchNorm;
    private final List<Integer> convolutionsOfStages;

    private Vgg(String name, boolean batchNorm, List<Integer> convolutionsOfStages) {
        this.name = name;
        this.batchNorm = batchNorm;
        this.convolutionsOfStages = convolutionsOfStages;
    }

    /** All networks, each depth plain and then with batch norms. */
    static List<Architecture> family() {
        return Stream.of(
                        ofDepth(11, 1, 1, 2, 2, 2),
                        ofDepth(13, 2, 2, 2, 2, 2),
                        ofDepth(16, 2, 2, 3, 3, 3),
                        ofDepth(19, 2, 2, 4, 4, 4))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Architecture> ofDepth(int depth, Integer... convolutionsOfStages) {
        return List.of(
                new Vgg("vgg" + depth, false, List.of(convolutionsOfStages)),
                new Vgg("vgg" + depth + "_bn", true, List.of(convolutionsOfStages)));
    }

    @Override
    public String name() {
        return name;
    }

    /** The ReLU after the second dense layer. */
    @Override
    public String defaultBoundary() {
        return "classifier.4";
    }

    @Override
    public String classifierBias() {
        return "classifier.6.bias";
    }

    @Override
    public String inputSizes() {
        return "224 to 255 pixels per side, 448 to 479, and so on";
    }

    @Override
    public void require(ImageSize input) {
        int columns = input.width() / REDUCTION;
        int rows = input.height() / REDUCTION;
        if (columns != rows || columns == 0 || columns % LAST_MAP != 0) {
            throw new UsageException(
                    "input-size",
                    "must be " + inputSizes() + " for " + name,
                    input.toString(),
                    "take 224, or another architecture");
        }
    }

    /** The names in timm, where the dense layers are convolutions over their whole input. */
    @Override
    public Map<String, String> layersOfOtherNames() {
        return Map.of(
                "pre_logits.fc1", "classifier.0",
                "pre_logits.fc2", "classifier.3",
                "head.fc", "classifier.6");
    }

    @Override
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        for (int stage = 1; stage <= convolutionsOfStages.size(); stage++) {
            int pool = first + convolutionsOfStages.get(stage - 1) * modulesPerConvolution();
            groups.add(new Group(
                    "stage" + stage,
                    IntStream.range(first, pool)
                            .mapToObj(index -> "features." + index)
                            .toList()));
            first = pool + 1;
        }
        groups.add(Group.of("classifier.0"));
        groups.add(Group.of("classifier.3"));
        return groups;
    }

    /** The convolution, its batch norm if any, and its ReLU. */
    private int modulesPerConvolution() {
        return batchNorm ? 3 : 2;
    }

    @Override
    public ComputationGraphConfiguration configuration(
            Preprocessing input, int classes, Initialisation initialisation) {
        require(input.crop());
        GraphBuilder graph = new GraphBuilder(input, initialisation);
        String top = INPUT;
        int index = 0;
        for (int stage = 0; stage < convolutionsOfStages.size(); stage++) {
            for (int i = 0; i < convolutionsOfStages.get(stage); i++) {
                top = convolution(graph, index, top, CHANNELS_OF_STAGES.get(stage));
                index += modulesPerConvolution();
            }
            top = graph.maxPool("features." + index++, top, 2, 2);
        }
        int multiple = input.crop().width() / REDUCTION / LAST_MAP;
        if (multiple > 1) {
            top = graph.averagePool("avgpool", top, multiple, multiple);
        }
        // DL4J flattens channel by channel, row by row, as PyTorch does
        top = graph.relu("classifier.1", graph.dense("classifier.0", top, HIDDEN));
        top = graph.relu("classifier.4", graph.dense("classifier.3", top, HIDDEN));
        return graph.softmax(graph.dense("classifier.6", top, classes));
    }

    private String convolution(GraphBuilder graph, int index, String from, int channels) {
        String top = graph.convolution("features." + index, from, channels, 3, 1, 1, true);
        if (batchNorm) {
            top = graph.batchNorm("features." + (index + 1), top);
        }
        return graph.relu("features." + (index + modulesPerConvolution() - 1), top);
    }
}
