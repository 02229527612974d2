package org.tl4j.dl4j.graph;

import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.tl4j.core.backbone.NetworkSize;

/** Counts the parameters and multiply-adds of a graph from its structure, without allocating it. */
public final class GraphSize {
    private GraphSize() {}

    /** The size of a graph with this input type. */
    public static NetworkSize of(ComputationGraphConfiguration configuration, InputType input) {
        Map<String, InputType> types = configuration.getLayerActivationTypes(input);
        long parameters = 0;
        long multiplyAdds = 0;
        for (var vertex : configuration.getVertices().entrySet()) {
            if (vertex.getValue() instanceof LayerVertex layer) {
                long learned = learned(layer.getLayerConf());
                parameters += learned;
                multiplyAdds += multiplyAdds(layer.getLayerConf(), learned, types.get(vertex.getKey()));
            }
        }
        return new NetworkSize(parameters, multiplyAdds);
    }

    /** How many trainable parameters some vertices have. */
    public static long learned(ComputationGraphConfiguration configuration, Set<String> vertices) {
        return configuration.getVertices().entrySet().stream()
                .filter(vertex -> vertices.contains(vertex.getKey()))
                .mapToLong(vertex -> vertex.getValue() instanceof LayerVertex layer ? learned(layer.getLayerConf()) : 0)
                .sum();
    }

    private static long learned(NeuralNetConfiguration layer) {
        long all = layer.getLayer().initializer().numParams(layer);
        // PyTorch does not count mean and variance as parameters
        return layer.getLayer() instanceof BatchNormalization ? all / 2 : all;
    }

    /** Every weight of a convolution counts once per output pixel, every weight of a dense layer once. */
    private static long multiplyAdds(NeuralNetConfiguration configuration, long learned, InputType output) {
        if (configuration.getLayer() instanceof ConvolutionLayer layer) {
            InputType.InputTypeConvolutional map = (InputType.InputTypeConvolutional) output;
            long weights = learned - (layer.hasBias() ? layer.getNOut() : 0);
            return weights * map.getHeight() * map.getWidth();
        }
        if (configuration.getLayer() instanceof DenseLayer layer) {
            return layer.getNIn() * layer.getNOut();
        }
        return 0;
    }
}
