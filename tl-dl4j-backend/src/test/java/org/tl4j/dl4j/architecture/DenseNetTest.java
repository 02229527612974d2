package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.Started;

class DenseNetTest {
    private static final int CLASSES = 1000;
    private static final Preprocessing PHOTOS = new Preprocessing(
            new ResizeRule.ShorterSide(256),
            ImageSize.square(224),
            ChannelOrder.RGB,
            1.0 / 255,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected counts are from torchvision's documentation, which does not count batch-norm statistics. */
    @ParameterizedTest
    @CsvSource({"densenet121, 7978856", "densenet161, 28681000", "densenet169, 14149480", "densenet201, 20013928"})
    void hasAsManyParametersAsPublished(String name, long parameters) {
        long found = weighted(configuration(name))
                .mapToLong(layer -> {
                    long all = layer.getLayer().initializer().numParams(layer);
                    return layer.getLayer() instanceof BatchNormalization ? all / 2 : all;
                })
                .sum();

        assertThat(found).isEqualTo(parameters);
    }

    /** The number in the name counts convolutions and the dense layer. */
    @ParameterizedTest
    @CsvSource({"densenet121, 121", "densenet161, 161", "densenet169, 169", "densenet201, 201"})
    void hasTheDepthOfItsName(String name, int depth) {
        assertThat(weighted(configuration(name))
                        .filter(layer -> layer.getLayer() instanceof ConvolutionLayer)
                        .count())
                .isEqualTo(depth - 1);
        assertThat(weighted(configuration(name))
                        .filter(layer -> layer.getLayer() instanceof BatchNormalization)
                        .count())
                .isEqualTo(depth);
    }

    @Test
    void growsWithinBlocksAndHalvesBetweenThem() {
        Map<String, InputType> types =
                configuration("densenet121").getLayerActivationTypes(InputType.convolutional(224, 224, 3));

        assertThat(types.get("features.conv0")).isEqualTo(InputType.convolutional(112, 112, 64));
        assertThat(types.get("features.pool0")).isEqualTo(InputType.convolutional(56, 56, 64));
        assertThat(types.get("features.denseblock1.denselayer6.conv1")).isEqualTo(InputType.convolutional(56, 56, 128));
        assertThat(types.get("features.denseblock1")).isEqualTo(InputType.convolutional(56, 56, 256));
        assertThat(types.get("features.transition1.pool")).isEqualTo(InputType.convolutional(28, 28, 128));
        assertThat(types.get("features.denseblock2")).isEqualTo(InputType.convolutional(28, 28, 512));
        assertThat(types.get("features.denseblock3")).isEqualTo(InputType.convolutional(14, 14, 1024));
        assertThat(types.get("features.denseblock4")).isEqualTo(InputType.convolutional(7, 7, 1024));
        assertThat(types.get("avgpool")).isEqualTo(InputType.feedForward(1024));
    }

    @Test
    void groupsHoldEveryLayerButTheClassifier() {
        List<Architecture.Group> groups = Architectures.named("densenet121").groups();

        assertThat(weighted(configuration("densenet121"))
                        .map(layer -> layer.getLayer().getLayerName()))
                .filteredOn(layer -> groups.stream().noneMatch(group -> group.has(layer)))
                .containsExactly("classifier");
    }

    private static Stream<NeuralNetConfiguration> weighted(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .flatMap(vertex ->
                        vertex instanceof LayerVertex layer ? Stream.of(layer.getLayerConf()) : Stream.empty())
                .filter(layer -> layer.getLayer().initializer().numParams(layer) > 0);
    }

    private static ComputationGraphConfiguration configuration(String name) {
        return Architectures.named(name).configuration(PHOTOS, CLASSES, new Architecture.Initialisation(0, new NoOp()));
    }
}
