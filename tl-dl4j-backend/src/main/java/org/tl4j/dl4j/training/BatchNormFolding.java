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
 * Removes fixed batch norms from a graph. With fixed statistics a batch norm scales and shifts each channel, and so it can
 * be folded into the weights of the convolution before it: the same function, without the work of the layer in either
 * direction. A batch norm without a convolution of its own before it, as in networks that normalise before they convolve,
 * becomes a layer that only scales and shifts.
 */
final class BatchNormFolding {
    private BatchNormFolding() {}

    /**
     * Removes every batch norm from {@code configuration}.
     *
     * @return the name of each removed batch norm, by the name of the layer that replaces it: the convolution before it, or
     *     a {@link FixedBatchNorm} of the same name
     */
    static Map<String, String> fold(ComputationGraphConfiguration configuration) {
        Map<String, String> folded = new LinkedHashMap<>();
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            if (GraphEdits.layer(configuration, name) instanceof BatchNormalization) {
                String before = configuration.getVertexInputs().get(name).get(0);
                if (GraphEdits.layer(configuration, before) instanceof ConvolutionLayer convolution
                        && canFold(convolution)
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

    /** Whether each output channel has its own weights, and no activation comes between convolution and batch norm. */
    private static boolean canFold(ConvolutionLayer convolution) {
        // other subclasses have other weight layouts
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
