package org.tl4j.dl4j.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

class GraphLimitsTest {
    private static final GraphLimits SMALL = new GraphLimits(1 << 20, 1 << 22, 1 << 28);

    @Test
    void defaultsLeaveRoomForVgg19AtTwiceTheUsualSize() {
        assertThatCode(() -> GraphShapes.of(vgg(), ActivationShape.image(3, 448, 448), GraphLimits.defaults()))
                .doesNotThrowAnyException();
    }

    @Test
    void eachLimitHolds() {
        ActivationShape image = ActivationShape.image(3, 448, 448);
        long none = 1L << 40;

        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 20, none, none)))
                .hasMessageContaining("values for one image");
        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 25, 1 << 22, none)))
                .hasMessageContaining("values in all");
        assertThatThrownBy(() -> GraphShapes.of(vgg(), image, new GraphLimits(1 << 25, none, 1 << 28)))
                .hasMessageContaining("multiply-adds");
    }

    /** Two sides of 256 pixels and as large a window: a small output, but a large copy of windows (im2col). */
    @ParameterizedTest
    @MethodSource("wideConvolutions")
    void windowsOfAConvolutionCountAsWell(ConvolutionLayer layer) {
        ComputationGraphConfiguration graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(256, 256, 1))
                .addLayer("wide", layer, "input")
                .setOutputs("wide")
                .build();

        assertThatThrownBy(() -> GraphShapes.of(graph, ActivationShape.image(1, 256, 256), GraphLimits.defaults()))
                .isInstanceOfSatisfying(
                        InvalidGraphException.class,
                        e -> assertThat(e.of("network", "train it again", BundleException::new))
                                .hasMessageContainingAll(
                                        "wide in network", "536870912 values as windows", "more by TL_GRAPH_ALL_VALUES")
                                .hasMessageNotContaining("train it again"));
    }

    static List<ConvolutionLayer> wideConvolutions() {
        return List.of(
                new ConvolutionLayer.Builder(200, 200)
                        .convolutionMode(ConvolutionMode.Same)
                        .nOut(1)
                        .build(),
                new DepthwiseConvolution2D.Builder(200, 200)
                        .convolutionMode(ConvolutionMode.Same)
                        .build(),
                new SeparableConvolution2D.Builder(200, 200)
                        .convolutionMode(ConvolutionMode.Same)
                        .nOut(1)
                        .build());
    }

    @Test
    void blankPropertyLeavesTheVariable() {
        Properties properties = new Properties();
        properties.setProperty("tl.graph-all-values", " ");

        assertThat(GraphLimits.of(Map.of("TL_GRAPH_ALL_VALUES", "7"), properties)
                        .allValues())
                .isEqualTo(7);
    }

    @Test
    void propertyWinsOverVariableAndDefaultHoldsWithoutEither() {
        Properties properties = new Properties();
        properties.setProperty("tl.graph-activation-values", "1048576");
        properties.setProperty("tl.graph-all-values", " 4194304 ");

        assertThat(GraphLimits.of(
                        Map.of("TL_GRAPH_ACTIVATION_VALUES", "5", "TL_GRAPH_MULTIPLY_ADDS", "268435456"), properties))
                .isEqualTo(SMALL);
        assertThat(GraphLimits.of(Map.of(), new Properties())).isEqualTo(GraphLimits.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1e9", "99999999999999999999"})
    void refusesWhatIsNoLimit(String text) {
        assertThatThrownBy(() -> GraphLimits.of(Map.of("TL_GRAPH_ALL_VALUES", text), new Properties()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("TL_GRAPH_ALL_VALUES must be a whole number from 1");
    }

    private static ComputationGraphConfiguration vgg() {
        Started.runtime();
        return Architectures.named("vgg19")
                .configuration(
                        PixelConvention.TORCH.at(ImageSize.square(448), 3),
                        10,
                        new Architecture.Initialisation(0, new NoOp()));
    }
}
