package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;

/** Networks with depthwise convolutions. */
class LightNetworksTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected counts are from torchvision's documentation, which does not count batch-norm statistics. */
    @ParameterizedTest
    @CsvSource({"mobilenet_v2, 3504872, 17", "efficientnet_b0, 5288548, 16"})
    void hasAsManyParametersAsPublished(String name, long parameters, int blocks) {
        Map<String, NeuralNetConfiguration> layers = layers(name);
        long found = layers.values().stream()
                .mapToLong(layer -> {
                    long all = layer.getLayer().initializer().numParams(layer);
                    return layer.getLayer() instanceof BatchNormalization ? all / 2 : all;
                })
                .sum();

        assertThat(found).isEqualTo(parameters);
        assertThat(layers.values())
                .extracting(NeuralNetConfiguration::getLayer)
                .filteredOn(DepthwiseConvolution2D.class::isInstance)
                .hasSize(blocks);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_v2, features.17.conv.3, 224, 160, 7, 5",
        "efficientnet_b0, features.7.0.block.3.1, 224, 160, 7, 5",
        "efficientnet_b0, features.7.0.block.3.1, 97, 65, 4, 3"
    })
    void halvesTheImageFiveTimesRoundingUp(String name, String last, int width, int height, int columns, int rows) {
        Map<String, InputType> types = configuration(name, new ImageSize(width, height))
                .getLayerActivationTypes(InputType.convolutional(height, width, 3));

        assertThat(types.get(last)).isEqualTo(InputType.convolutional(rows, columns, 320));
        assertThat(types.get("avgpool")).isEqualTo(InputType.feedForward(1280));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet_v2", "efficientnet_b0"})
    void groupsHoldEveryLayerButTheClassifier(String name) {
        Architecture architecture = Architectures.named(name);

        assertThat(layers(name).entrySet())
                .filteredOn(layer -> layer.getValue().getLayer().initializer().numParams(layer.getValue()) > 0)
                .extracting(Map.Entry::getKey)
                .filteredOn(layer -> architecture.groups().stream().noneMatch(group -> group.has(layer)))
                .isEqualTo(List.of("classifier.1"));
    }

    private static Map<String, NeuralNetConfiguration> layers(String name) {
        Map<String, NeuralNetConfiguration> layers = new LinkedHashMap<>();
        configuration(name, ImageSize.square(224)).getVertices().forEach((vertex, content) -> {
            if (content instanceof LayerVertex layer) {
                layers.put(vertex, layer.getLayerConf());
            }
        });
        return layers;
    }

    private static ComputationGraphConfiguration configuration(String name, ImageSize crop) {
        Preprocessing photos = new Preprocessing(
                new ResizeRule.ShorterSide(256),
                crop,
                ChannelOrder.RGB,
                1.0 / 255,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
        return Architectures.named(name).configuration(photos, 1000, new Architecture.Initialisation(0, new NoOp()));
    }
}
