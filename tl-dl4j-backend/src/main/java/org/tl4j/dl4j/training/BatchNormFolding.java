package org.tl4j.dl4j.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
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
                        || GraphEdits.users(configuration, before).size() > 1) {
                    throw new UsageException(
                            "batch-norm",
                            "can be frozen where each batch norm stands behind a convolution of its own",
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
