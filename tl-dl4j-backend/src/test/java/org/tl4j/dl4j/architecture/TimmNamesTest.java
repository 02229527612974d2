package org.tl4j.dl4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.dl4j.Started;

/** Each name of timm's weights maps to a layer of the same kind and shape. */
class TimmNamesTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @ValueSource(strings = {"efficientnet_b0", "mobilenet_v2"})
    void everyLayerWithParametersHasOneNameOfTimm(String architecture) {
        Map<String, String> names = Architectures.named(architecture).layersOfOtherNames();

        assertThat(new TreeSet<>(names.values())).hasSameSizeAs(names.values());
        assertThat(names.values())
                .containsExactlyInAnyOrderElementsOf(BuiltGraphs.layers(
                        BuiltGraphs.configuration(architecture, BuiltGraphs.photos(224), 1000),
                        ConvolutionLayer.class,
                        BatchNormalization.class,
                        DenseLayer.class));
        assertThat(names).allSatisfy((theirs, ours) -> {
            Layer layer = layer(architecture, ours);
            List<String> words = List.of(theirs.split("[.]"));
            String last = words.get(words.size() - 1);
            assertThat(layer).isInstanceOf(kind(last));
            assertThat(layer instanceof DepthwiseConvolution2D).isEqualTo(last.equals("conv_dw"));
        });
    }

    /** Shapes of the tensors in the files of timm: outputs, inputs, kernel. */
    @ParameterizedTest
    @CsvSource({
        "efficientnet_b0, conv_stem, 32, 3",
        "efficientnet_b0, blocks.0.0.conv_dw, 32, 32",
        "efficientnet_b0, blocks.0.0.se.conv_reduce, 8, 32",
        "efficientnet_b0, blocks.0.0.se.conv_expand, 32, 8",
        "efficientnet_b0, blocks.0.0.conv_pw, 16, 32",
        "efficientnet_b0, blocks.0.0.bn2, 16, 16",
        "efficientnet_b0, blocks.1.0.conv_pw, 96, 16",
        "efficientnet_b0, blocks.1.1.se.conv_reduce, 6, 144",
        "efficientnet_b0, blocks.2.1.conv_pwl, 40, 240",
        "efficientnet_b0, blocks.4.0.conv_pw, 480, 80",
        "efficientnet_b0, blocks.5.3.conv_pwl, 192, 1152",
        "efficientnet_b0, blocks.5.3.se.conv_expand, 1152, 48",
        "efficientnet_b0, blocks.6.0.se.conv_reduce, 48, 1152",
        "efficientnet_b0, blocks.6.0.conv_pwl, 320, 1152",
        "efficientnet_b0, blocks.6.0.bn3, 320, 320",
        "efficientnet_b0, conv_head, 1280, 320",
        "efficientnet_b0, bn2, 1280, 1280",
        "efficientnet_b0, classifier, 1000, 1280",
        "mobilenet_v2, blocks.0.0.conv_pw, 16, 32",
        "mobilenet_v2, blocks.1.0.conv_pw, 96, 16",
        "mobilenet_v2, blocks.1.1.bn3, 24, 24",
        "mobilenet_v2, blocks.3.3.conv_pwl, 64, 384",
        "mobilenet_v2, blocks.6.0.conv_pwl, 320, 960",
        "mobilenet_v2, conv_head, 1280, 320",
        "mobilenet_v2, classifier, 1000, 1280"
    })
    void theLayerOfANameHasTheShapeOfItsTensor(String architecture, String theirs, long outputs, long inputs) {
        String ours = Architectures.named(architecture).layersOfOtherNames().get(theirs);

        FeedForwardLayer layer = (FeedForwardLayer) layer(architecture, ours);

        assertThat(List.of(layer.getNOut(), layer.getNIn())).containsExactly(outputs, inputs);
    }

    private static Layer layer(String architecture, String name) {
        return BuiltGraphs.layer(BuiltGraphs.configuration(architecture, BuiltGraphs.photos(224), 1000)
                        .getVertices()
                        .get(name))
                .orElseThrow();
    }

    private static Class<? extends Layer> kind(String name) {
        if (name.startsWith("bn")) {
            return BatchNormalization.class;
        }
        return name.startsWith("conv") ? ConvolutionLayer.class : DenseLayer.class;
    }
}
