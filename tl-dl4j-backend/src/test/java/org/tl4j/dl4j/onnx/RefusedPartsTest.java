package org.tl4j.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.OwnedGraph;

/** What cannot be written exactly is named. */
class RefusedPartsTest {
    private static final Preprocessing INPUT = TestGraph.images(3, 12, 12);

    @Test
    void dilatedPoolingIsRefused() {
        assertThat(reason(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .dilation(2, 2)
                        .build()))
                .isEqualTo("layer to of type SubsamplingLayer with dilation");
    }

    @Test
    void windowsBetweenPixelsAreRefused() {
        assertThat(reason(new ConvolutionLayer.Builder(1, 1)
                        .stride(4, 4)
                        .convolutionMode(ConvolutionMode.Same)
                        .nOut(2)
                        .build()))
                .isEqualTo(
                        "layer to of type ConvolutionLayer with windows that leave out pixels at both edges in the mode"
                                + " Same");
    }

    private static String reason(Layer layer) {
        ComputationGraph graph =
                TestGraph.ofImages(INPUT, builder -> builder.addLayer(TestGraph.TO, layer, TestGraph.FROM));
        try {
            OnnxTranslation translation = TestGraph.written(graph, INPUT);
            assertThat(translation).isInstanceOf(OnnxTranslation.Refused.class);
            return ((OnnxTranslation.Refused) translation).reason();
        } finally {
            OwnedGraph.free(graph);
        }
    }
}
