package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.Started;

class TorchResNetTest {
    private static final int CLASSES = 1000;
    private static final Preprocessing PHOTOS = BuiltGraphs.photos(224);

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected counts are from torchvision's documentation, which does not count batch-norm statistics. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, 11689512",
        "resnet34, 21797672",
        "resnet50, 25557032",
        "resnet101, 44549160",
        "resnet152, 60192808",
        "wide_resnet50_2, 68883240"
    })
    void hasAsManyParametersAsPublished(String name, long parameters) {
        assertThat(BuiltGraphs.parameters(configuration(name))).isEqualTo(parameters);
    }

    /** The number in the name counts convolutions and dense layers, without shortcuts. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, 18, 3",
        "resnet34, 34, 3",
        "resnet50, 50, 4",
        "resnet101, 101, 4",
        "resnet152, 152, 4",
        "wide_resnet50_2, 50, 4"
    })
    void hasTheDepthOfItsName(String name, int depth, int shortcutsWithParameters) {
        List<String> weighted = layers(name, ConvolutionLayer.class, DenseLayer.class);

        assertThat(weighted).filteredOn(layer -> !layer.contains("downsample")).hasSize(depth);
        assertThat(weighted)
                .filteredOn(layer -> layer.endsWith("downsample.0"))
                .hasSize(shortcutsWithParameters)
                .hasSize(weighted.size() - depth);
        assertThat(layers(name, BatchNormalization.class)).hasSize(weighted.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"resnet18, 512, conv1", "resnet50, 2048, conv2", "wide_resnet50_2, 2048, conv2"})
    void halvesTheImageFiveTimes(String name, int features, String halving) {
        ComputationGraphConfiguration configuration = configuration(name);
        var types = configuration.getLayerActivationTypes(InputType.convolutional(224, 224, 3));

        assertThat(types.get("conv1")).isEqualTo(InputType.convolutional(112, 112, 64));
        assertThat(types.get("maxpool")).isEqualTo(InputType.convolutional(56, 56, 64));
        assertThat(types.get("layer1.0")).isEqualTo(InputType.convolutional(56, 56, features / 8));
        assertThat(types.get("layer4.0")).isEqualTo(InputType.convolutional(7, 7, features));
        assertThat(types.get("avgpool")).isEqualTo(InputType.feedForward(features));
        assertThat(layers(name, ConvolutionLayer.class, SubsamplingLayer.class))
                .filteredOn(layer -> stride(configuration, layer) == 2)
                .containsExactlyInAnyOrder(
                        "conv1",
                        "maxpool",
                        "layer2.0." + halving,
                        "layer2.0.downsample.0",
                        "layer3.0." + halving,
                        "layer3.0.downsample.0",
                        "layer4.0." + halving,
                        "layer4.0.downsample.0");
    }

    @Test
    void groupsHoldEveryLayerButTheClassifier() {
        Architecture architecture = Architectures.named("resnet50");

        assertThat(layers("resnet50", ConvolutionLayer.class, BatchNormalization.class, DenseLayer.class))
                .filteredOn(layer -> architecture.groups().stream().noneMatch(group -> group.has(layer)))
                .containsExactly("fc");
    }

    private static int stride(ComputationGraphConfiguration configuration, String name) {
        Layer layer = BuiltGraphs.layer(configuration.getVertices().get(name)).orElseThrow();
        return layer instanceof ConvolutionLayer convolution
                ? convolution.getStride()[0]
                : ((SubsamplingLayer) layer).getStride()[0];
    }

    private static List<String> layers(String name, Class<?>... types) {
        return BuiltGraphs.layers(configuration(name), types);
    }

    private static ComputationGraphConfiguration configuration(String name) {
        return BuiltGraphs.configuration(name, PHOTOS, CLASSES);
    }
}
