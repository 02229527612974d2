package org.tl4j.dl4j.training;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The affine function of a batch norm with fixed statistics.
 *
 * @param scale factor of each channel, [1, channels]
 * @param shift value added to each channel after scaling, [1, channels]
 */
record ChannelAffine(INDArray scale, INDArray shift) implements AutoCloseable {
    /** The function of a batch norm layer that stores variances, as all batch norms of TL4J do. */
    static ChannelAffine of(Layer batchNorm) {
        double epsilon = ((BatchNormalization) batchNorm.conf().getLayer()).getEps();
        try (INDArray deviation = Transforms.sqrt(batchNorm.getParam("var").add(epsilon), false)) {
            INDArray scale = batchNorm.getParam("gamma").div(deviation);
            try (INDArray mean = batchNorm.getParam("mean").mul(scale)) {
                return new ChannelAffine(scale, batchNorm.getParam("beta").sub(mean));
            }
        }
    }

    /** A row, [1, channels], reshaped to broadcast to arrays of {@code rank} dimensions with channels at {@code axis}. */
    static INDArray along(int axis, int rank, INDArray row) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[axis] = row.length();
        return row.reshape(shape);
    }

    @Override
    public void close() {
        scale.close();
        shift.close();
    }
}
