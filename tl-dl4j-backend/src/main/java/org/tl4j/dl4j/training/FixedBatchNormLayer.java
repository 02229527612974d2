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
 * A batch norm with fixed statistics and the activation behind it. Channels are the second dimension. As in
 * {@link FusedConvolutionLayer}, what came out of the activation serves for its derivative. Not thread-safe.
 *
 * <p>Arrays are multiplied by rows of another shape, since ND4J's {@code Broadcast} along a dimension takes several times as
 * long (docs/dl4j-notes.md).
 */
final class FixedBatchNormLayer extends ActivationLayer {
    private static final long serialVersionUID = 1L;

    private transient ChannelAffine numbers;
    private transient INDArray output;

    FixedBatchNormLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** Says what it does; must come first. The owner of {@code numbers} stays their owner. */
    void use(ChannelAffine numbers) {
        this.numbers = numbers;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray normalised =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), input.shape(), 'c');
        input.mul(channels(numbers.scale(), input), normalised);
        normalised.addi(channels(numbers.shift(), input));
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
                .mul(channels(numbers.scale(), epsilon), gradient);
        return new Pair<>(new DefaultGradient(), gradient);
    }

    /** A row of one number a channel, in a shape that goes with [examples, channels, ...]. */
    private static INDArray channels(INDArray row, INDArray array) {
        return ChannelAffine.along(1, array.rank(), row);
    }
}
