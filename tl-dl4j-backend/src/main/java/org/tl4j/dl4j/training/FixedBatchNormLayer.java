package org.tl4j.dl4j.training;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch norm with fixed statistics and the activation after it. Channels are the second dimension. As in
 * {@link FusedConvolutionLayer}, the derivative is computed from the output of the activation. Not thread-safe.
 *
 * <p>Arrays are multiplied by reshaped rows, because ND4J's {@code Broadcast} along a dimension takes several times as
 * long (docs/dl4j-notes.md).
 */
final class FixedBatchNormLayer extends ActivationLayer {
    private static final long serialVersionUID = 1L;

    private transient ChannelAffine affine;
    private transient INDArray output;

    FixedBatchNormLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** Sets scale and shift; call it before the first use. The caller keeps ownership of {@code affine}. */
    void use(ChannelAffine affine) {
        this.affine = affine;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray normalised =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
        input.mul(channels(affine.scale(), input), normalised);
        normalised.addi(channels(affine.shift(), input));
        INDArray activated = layerConf().getActivationFn().getActivation(normalised, training);
        output = training ? activated : null;
        return activated;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray gradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, epsilon.dataType(), epsilon.shape(), 'c');
        layerConf()
                .getActivationFn()
                .backprop(output, epsilon)
                .getFirst()
                .mul(channels(affine.scale(), epsilon), gradient);
        return new Pair<>(new DefaultGradient(), gradient);
    }

    /** A row of one value per channel, reshaped to broadcast to [examples, channels, ...]. */
    private static INDArray channels(INDArray row, INDArray array) {
        return ChannelAffine.along(1, array.rank(), row);
    }
}
