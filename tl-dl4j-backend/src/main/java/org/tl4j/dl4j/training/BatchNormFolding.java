package org.tl4j.dl4j.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.tl4j.core.error.UsageException;

/**
 * Takes fixed batch norms out of a graph. With fixed statistics a batch norm is a scale and a shift of each channel, and so
 * it can be done by the weights of the convolution before it: exactly the same function, with no work left for the layer, in
 * either direction.
 */
final class BatchNormFolding {
    private BatchNormFolding() {}

    /**
     * Removes every batch norm from {@code configuration}.
     *
     * @return the batch norm that each convolution took in, by the name of the convolution
     * @throws UsageException if a batch norm does not stand alone behind a convolution
     */
    static Map<String, String> fold(ComputationGraphConfiguration configuration) {
        Map<String, String> folded = new LinkedHashMap<>();
        for (String name : List.copyOf(configuration.getVertices().keySet())) {
            if (GraphEdits.layer(configuration, name) instanceof BatchNormalization) {
                String before = configuration.getVertexInputs().get(name).get(0);
                if (!(GraphEdits.layer(configuration, before) instanceof ConvolutionLayer convolution)
                        || !takesScale(convolution)
                        || GraphEdits.users(configuration, before).size() > 1) {
                    throw new UsageException(
                            "batch-norm",
                            "can be frozen where each batch norm stands alone behind a plain or depthwise convolution",
                            name + " behind " + before,
                            "choose batch-norm=adaptive");
                }
                convolution.setHasBias(true);
                GraphEdits.remove(configuration, name, before);
                folded.put(before, name);
            }
        }
        return folded;
    }

    /** Whether each output channel is a sum of products with weights of its own, and nothing comes between it and the norm. */
    private static boolean takesScale(ConvolutionLayer convolution) {
        // other subclasses keep their weights in other ways
        return (convolution.getClass() == ConvolutionLayer.class || convolution instanceof DepthwiseConvolution2D)
                && convolution.getActivationFn() instanceof ActivationIdentity;
    }

    /** {@code channels}, [1, channels], in a shape that broadcasts to a parameter of the convolution. */
    static INDArray alongChannels(INDArray channels, ConvolutionLayer convolution, INDArray parameter) {
        long[] shape = new long[parameter.rank()];
        Arrays.fill(shape, 1);
        shape[channelAxis(convolution, parameter)] = channels.length();
        return channels.reshape(shape);
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

    /** What each channel is multiplied by, [1, channels]; for batch norms that keep variances, as all of ours do. */
    static INDArray scale(Layer batchNorm) {
        double epsilon = ((BatchNormalization) batchNorm.conf().getLayer()).getEps();
        try (INDArray deviation = Transforms.sqrt(batchNorm.getParam("var").add(epsilon), false)) {
            return batchNorm.getParam("gamma").div(deviation);
        }
    }

    /** What is added to each channel then, [1, channels]. */
    static INDArray shift(Layer batchNorm, INDArray scale) {
        try (INDArray mean = batchNorm.getParam("mean").mul(scale)) {
            return batchNorm.getParam("beta").sub(mean);
        }
    }
}
