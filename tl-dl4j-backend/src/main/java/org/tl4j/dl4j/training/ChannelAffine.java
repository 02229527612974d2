package org.tl4j.dl4j.training;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What a batch norm does while its statistics are fixed.
 *
 * @param scale what each channel is multiplied by, [1, channels]
 * @param shift what is added to each channel then, [1, channels]
 */
record ChannelAffine(INDArray scale, INDArray shift) implements AutoCloseable {
    /** That of a batch norm that keeps variances, as all of ours do. */
    static ChannelAffine of(Layer batchNorm) {
        double epsilon = ((BatchNormalization) batchNorm.conf().getLayer()).getEps();
        try (INDArray deviation = Transforms.sqrt(batchNorm.getParam("var").add(epsilon), false)) {
            INDArray scale = batchNorm.getParam("gamma").div(deviation);
            try (INDArray mean = batchNorm.getParam("mean").mul(scale)) {
                return new ChannelAffine(scale, batchNorm.getParam("beta").sub(mean));
            }
        }
    }

    /** A row, [1, channels], in a shape that broadcasts to arrays of {@code rank} dimensions, {@code axis} being the channels. */
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
