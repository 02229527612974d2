package org.tl4j.dl4j.training;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;

/** Puts layers in place of convolutions, and of the rectifiers behind them, that compute the same with less work. */
final class ConvolutionFusion {
    /** Their derivatives are the same of what goes in and of what comes out. */
    private static final Set<IActivation> RECTIFIERS = Set.of(new ActivationReLU(), new ActivationReLU6());

    private ConvolutionFusion() {}

    /** Changes {@code configuration}. */
    static void fuse(ComputationGraphConfiguration configuration) {
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            // subclasses are other kinds of convolution
            if (GraphEdits.layer(configuration, name) instanceof ConvolutionLayer convolution
                    && convolution.getClass() == ConvolutionLayer.class
                    && convolution.getActivationFn() instanceof ActivationIdentity) {
                replace(configuration, name, new FusedConvolution(convolution, takeRectifier(configuration, name)));
            }
        }
    }

    /** The rectifier that alone stands behind a vertex, which is removed; else the identity. */
    private static IActivation takeRectifier(ComputationGraphConfiguration configuration, String name) {
        List<String> users = GraphEdits.users(configuration, name);
        if (users.size() == 1
                && GraphEdits.layer(configuration, users.get(0)) instanceof ActivationLayer activation
                && RECTIFIERS.contains(activation.getActivationFn())) {
            GraphEdits.remove(configuration, users.get(0), name);
            return activation.getActivationFn();
        }
        return new ActivationIdentity();
    }

    private static void replace(
            ComputationGraphConfiguration configuration, String name, FusedConvolution convolution) {
        LayerVertex vertex = (LayerVertex) configuration.getVertices().get(name);
        vertex.getLayerConf().setLayer(convolution);
    }
}
