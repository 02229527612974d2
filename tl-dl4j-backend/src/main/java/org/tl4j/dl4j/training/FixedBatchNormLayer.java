package org.tl4j.dl4j.training;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch norm with fixed statistics and the activation behind it. Channels are the second dimension. As in
 * {@link FusedConvolutionLayer}, what came out of the activation serves for its derivative. Not thread-safe.
 *
 * <p>Arrays are multiplied by rows of another shape, since ND4J's {@code Broadcast} along a dimension takes several times as
 * long; so does its gradient of the rectifier (docs/dl4j-notes.md).
 */
final class FixedBatchNormLayer extends ActivationLayer {
    private static final long serialVersionUID = 1L;

    private transient ScaleAndShift numbers;
    private transient INDArray output;

    FixedBatchNormLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** Says what it does; must come first. The owner of {@code numbers} stays their owner. */
    void use(ScaleAndShift numbers) {
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
        INDArray scale = channels(numbers.scale(), epsilon);
        IActivation activation = layerConf().getActivationFn();
        if (activation instanceof ActivationReLU) {
            Nd4j.exec(new Step(output, gradient));
            gradient.muli(epsilon).muli(scale);
        } else {
            activation.backprop(output, epsilon).getFirst().mul(scale, gradient);
        }
        return new Pair<>(new DefaultGradient(), gradient);
    }

    /** A row of one number a channel, in a shape that goes with [examples, channels, ...]. */
    private static INDArray channels(INDArray row, INDArray array) {
        long[] shape = new long[array.rank()];
        Arrays.fill(shape, 1);
        shape[1] = row.length();
        return row.reshape(shape);
    }
}
