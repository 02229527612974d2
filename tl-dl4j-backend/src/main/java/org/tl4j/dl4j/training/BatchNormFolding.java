package org.tl4j.dl4j.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.dl4j.graph.GraphEdits;

/**
 * Takes fixed batch norms out of a graph. With fixed statistics a batch norm is a scale and a shift of each channel, and so
 * it can be done by the weights of the convolution before it: exactly the same function, with no work left for the layer, in
 * either direction. One that has no convolution to itself before it, as in networks that normalise before they convolve,
 * becomes a layer that scales and shifts, and nothing else.
 */
final class BatchNormFolding {
    private BatchNormFolding() {}

    /**
     * Removes every batch norm from {@code configuration}.
     *
     * @return the batch norm whose work a layer does, by the name of that layer: the convolution before it, or a
     *     {@link FixedBatchNorm} of its own name
     */
    static Map<String, String> fold(ComputationGraphConfiguration configuration) {
        Map<String, String> folded = new LinkedHashMap<>();
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            if (GraphEdits.layer(configuration, name) instanceof BatchNormalization) {
                String before = configuration.getVertexInputs().get(name).get(0);
                if (GraphEdits.layer(configuration, before) instanceof ConvolutionLayer convolution
                        && takesScale(convolution)
                        && GraphEdits.users(configuration, before).size() == 1) {
                    convolution.setHasBias(true);
                    GraphEdits.remove(configuration, name, before);
                    folded.put(before, name);
                } else {
                    GraphEdits.replace(
                            configuration,
                            name,
                            new FixedBatchNorm(name, GraphEdits.take(FixedBatchNorm.TAKEN, configuration, name)));
                    folded.put(name, name);
                }
            }
        }
        return folded;
    }

    /** Whether each output channel is a sum of products with weights of its own, and nothing comes between it and the norm. */
    private static boolean takesScale(ConvolutionLayer convolution) {
        // other subclasses keep their weights in other ways
        boolean weightsOfItsOwn = convolution instanceof DepthwiseConvolution2D depthwise
                ? depthwise.getDepthMultiplier() == 1
                : convolution.getClass() == ConvolutionLayer.class;
        return weightsOfItsOwn && convolution.getActivationFn() instanceof ActivationIdentity;
    }

    /** {@code channels}, [1, channels], in a shape that broadcasts to a parameter of the convolution. */
    static INDArray alongChannels(INDArray channels, ConvolutionLayer convolution, INDArray parameter) {
        return ChannelAffine.along(channelAxis(convolution, parameter), parameter.rank(), channels);
    }

    /**
     * Weights are [outputs, inputs, height, width], those of depthwise convolutions [height, width, channels, 1]; biases are
     * [1, outputs] and [channels].
     */
    private static int channelAxis(ConvolutionLayer convolution, INDArray parameter) {
        if (parameter.rank() < 4) {
            return parameter.rank() - 1;
        }
        return convolution instanceof DepthwiseConvolution2D ? 2 : 0;
    }
}
