package org.tl4j.dl4j.training;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Puts layers in place of convolutions, and of the rectifiers behind them, that compute the same with less work. */
final class ConvolutionFusion {
    private ConvolutionFusion() {}

    /** Changes {@code configuration}. */
    static void fuse(ComputationGraphConfiguration configuration) {
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            // subclasses are other kinds of convolution
            if (GraphEdits.layer(configuration, name) instanceof ConvolutionLayer convolution
                    && convolution.getClass() == ConvolutionLayer.class
                    && convolution.getActivationFn() instanceof ActivationIdentity) {
                GraphEdits.replace(
                        configuration,
                        name,
                        new FusedConvolution(convolution, GraphEdits.takeRectifier(configuration, name)));
            }
        }
    }
}
