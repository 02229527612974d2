package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.tl4j.dl4j.graph.GraphEdits;

/** Replaces convolutions and the activations after them by fused layers that compute the same with less work. */
final class ConvolutionFusion {
    /** Activations whose derivative is the same function of input and output. */
    private static final Set<IActivation> RECTIFIERS = Set.of(new ActivationReLU(), new ActivationReLU6());

    private ConvolutionFusion() {}

    /** Fuses layers of {@code configuration} in place. */
    static void fuse(ComputationGraphConfiguration configuration) {
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            // subclasses are other kinds of convolution
            if (GraphEdits.layer(configuration, name) instanceof ConvolutionLayer convolution
                    && convolution.getClass() == ConvolutionLayer.class
                    && convolution.getActivationFn() instanceof ActivationIdentity) {
                GraphEdits.replace(
                        configuration,
                        name,
                        new FusedConvolution(convolution, GraphEdits.take(RECTIFIERS, configuration, name)));
            }
        }
    }
}
