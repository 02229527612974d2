package org.tl4j.dl4j.graph;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.tl4j.core.dataset.LabelMode;

/** What the outputs of a graph are, by the activation of its last layer. */
public final class OutputMode {
    private OutputMode() {}

    /** Several labels for a layer that ends in a sigmoid, one for any other. */
    public static LabelMode of(ComputationGraphConfiguration configuration) {
        String output = configuration.getNetworkOutputs().get(0);
        if (configuration.getVertices().get(output) instanceof LayerVertex vertex) {
            Layer layer = vertex.getLayerConf().getLayer();
            boolean sigmoid = (layer instanceof LossLayer loss && loss.getActivationFn() instanceof ActivationSigmoid)
                    || (layer instanceof BaseLayer base && base.getActivationFn() instanceof ActivationSigmoid);
            return sigmoid ? LabelMode.MULTI_LABEL : LabelMode.SINGLE_LABEL;
        }
        return LabelMode.SINGLE_LABEL;
    }
}
