package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.Started;

class VggTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /** Expected counts are from torchvision's documentation. */
    @ParameterizedTest
    @CsvSource({
        "vgg11, 132863336",
        "vgg13, 133047848",
        "vgg16, 138357544",
        "vgg19, 143667240",
        "vgg11_bn, 132868840",
        "vgg13_bn, 133053736",
        "vgg16_bn, 138365992",
        "vgg19_bn, 143678248"
    })
    void hasAsManyParametersAsPublished(String name, long parameters) {
        assertThat(BuiltGraphs.parameters(configuration(name))).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({"vgg11, 11, 0", "vgg13_bn, 13, 10", "vgg16, 16, 0", "vgg19_bn, 19, 16"})
    void hasTheDepthOfItsName(String name, int depth, int batchNorms) {
        ComputationGraphConfiguration configuration = configuration(name);

        assertThat(BuiltGraphs.layers(configuration, ConvolutionLayer.class, DenseLayer.class))
                .hasSize(depth);
        assertThat(BuiltGraphs.layers(configuration, BatchNormalization.class)).hasSize(batchNorms);
    }

    /** Expected indices are from torchvision's state dictionaries. */
    @Test
    void countsModulesAsTorchvisionDoes() {
        assertThat(BuiltGraphs.layers(configuration("vgg11"), ConvolutionLayer.class))
                .containsExactly(
                        "features.0",
                        "features.3",
                        "features.6",
                        "features.8",
                        "features.11",
                        "features.13",
                        "features.16",
                        "features.18");
        assertThat(BuiltGraphs.layers(configuration("vgg11_bn"), BatchNormalization.class))
                .containsExactly(
                        "features.1",
                        "features.5",
                        "features.9",
                        "features.12",
                        "features.16",
                        "features.19",
                        "features.23",
                        "features.26");
        assertThat(BuiltGraphs.layers(configuration("vgg16"), SubsamplingLayer.class))
                .containsExactly("features.4", "features.9", "features.16", "features.23", "features.30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg16", "vgg16_bn"})
    void groupsHoldEveryLayerButTheClassifier(String name) {
        Architecture architecture = Architectures.named(name);

        assertThat(architecture.groups())
                .extracting(Architecture.Group::name)
                .containsExactly("stage1", "stage2", "stage3", "stage4", "stage5", "classifier.0", "classifier.3");
        assertThat(BuiltGraphs.layers(
                        configuration(name), ConvolutionLayer.class, BatchNormalization.class, DenseLayer.class))
                .allSatisfy(layer -> assertThat(architecture.groups().stream().filter(group -> group.has(layer)))
                        .as(layer)
                        .hasSize(layer.equals("classifier.6") ? 0 : 1));
    }

    @Test
    void takesOnlyCropsWhoseLastMapIsAMultipleOfSeven() {
        assertThatNoException().isThrownBy(() -> BuiltGraphs.configuration("vgg11", BuiltGraphs.photos(255), 2));
        for (ImageSize crop : new ImageSize[] {ImageSize.square(32), ImageSize.square(256), new ImageSize(224, 200)}) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> BuiltGraphs.configuration("vgg11", BuiltGraphs.photos(crop), 2))
                    .withMessageContainingAll("input-size", "224 to 255", "vgg11", crop.width() + "x" + crop.height());
        }
    }

    /** torchvision's adaptive pooling to 7x7 of a map of 14x14. */
    @Test
    void averagesTheMapOfALargerCrop() {
        Preprocessing large = BuiltGraphs.photos(460);
        ComputationGraphConfiguration configuration = BuiltGraphs.configuration("vgg11", large, 1000);
        var types = configuration.getLayerActivationTypes(InputType.convolutional(460, 460, 3));

        assertThat(types.get("features.20")).isEqualTo(InputType.convolutional(14, 14, 512));
        assertThat(types.get("avgpool")).isEqualTo(InputType.convolutional(7, 7, 512));
        assertThat(BuiltGraphs.parameters(configuration)).isEqualTo(132863336);
    }

    @Test
    void featuresAreThoseOfTheSecondDenseLayer() {
        var types = configuration("vgg11").getLayerActivationTypes(InputType.convolutional(224, 224, 3));

        assertThat(types.get("features.20")).isEqualTo(InputType.convolutional(7, 7, 512));
        assertThat(types.get(Architectures.named("vgg11").defaultBoundary())).isEqualTo(InputType.feedForward(4096));
    }

    private static ComputationGraphConfiguration configuration(String name) {
        return BuiltGraphs.configuration(name, BuiltGraphs.photos(224), 1000);
    }
}
