package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.Started;

class SqueezeNetTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected counts are from torchvision's documentation. */
    @ParameterizedTest
    @CsvSource({"squeezenet1_0, 1248424", "squeezenet1_1, 1235496"})
    void hasAsManyParametersAsPublished(String name, long parameters) {
        assertThat(BuiltGraphs.parameters(BuiltGraphs.configuration(name, BuiltGraphs.photos(224), 1000)))
                .isEqualTo(parameters);
    }

    /** By the rule of PyTorch's documentation: n pixels give ceil((n - 3) / 2) + 1 pixels. */
    @ParameterizedTest
    @CsvSource({
        "squeezenet1_0, 224, 224, features.2, 54, 54",
        "squeezenet1_0, 224, 224, features.6, 27, 27",
        "squeezenet1_0, 224, 224, features.11, 13, 13",
        "squeezenet1_0, 97, 64, features.2, 23, 14",
        "squeezenet1_0, 97, 64, features.6, 11, 7",
        "squeezenet1_0, 97, 64, features.11, 5, 3",
        "squeezenet1_1, 224, 224, features.8, 13, 13",
        "squeezenet1_1, 230, 65, features.2, 57, 16",
        "squeezenet1_1, 230, 65, features.5, 28, 8",
        "squeezenet1_1, 230, 65, features.8, 14, 4"
    })
    void poolingRoundsUp(String name, int height, int width, String pool, long pooledHeight, long pooledWidth) {
        var types = BuiltGraphs.configuration(name, BuiltGraphs.photos(new ImageSize(width, height)), 2)
                .getLayerActivationTypes(InputType.convolutional(height, width, 3));

        var pooled = (InputType.InputTypeConvolutional) types.get(pool);
        assertThat(pooled.getHeight()).isEqualTo(pooledHeight);
        assertThat(pooled.getWidth()).isEqualTo(pooledWidth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeezenet1_0", "squeezenet1_1"})
    void groupsHoldEveryLayerButTheClassifier(String name) {
        Architecture architecture = Architectures.named(name);
        ComputationGraphConfiguration configuration = BuiltGraphs.configuration(name, BuiltGraphs.photos(224), 2);

        assertThat(BuiltGraphs.layers(configuration, SubsamplingLayer.class)).hasSize(3);
        assertThat(BuiltGraphs.layers(configuration, ConvolutionLayer.class))
                .hasSize(1 + 8 * 3 + 1)
                .filteredOn(layer -> architecture.groups().stream().noneMatch(group -> group.has(layer)))
                .containsExactly("classifier.1");
    }
}
