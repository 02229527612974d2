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
import org.nd4j.linalg.factory.Broadcast;

/**
 * A batch norm with fixed statistics and the activation behind it. Channels are the second dimension. As in
 * {@link FusedConvolutionLayer}, what came out of the activation serves for its derivative. Not thread-safe.
 */
final class FixedBatchNormLayer extends ActivationLayer {
    private static final long serialVersionUID = 1L;
    private static final int CHANNELS = 1;

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
        Broadcast.mul(input, numbers.scale(), normalised, CHANNELS);
        Broadcast.add(normalised, numbers.shift(), normalised, CHANNELS);
        INDArray activated = layerConf().getActivationFn().getActivation(normalised, training);
        output = training ? activated : null;
        return activated;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray passed =
                layerConf().getActivationFn().backprop(output, epsilon).getFirst();
        INDArray gradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, passed.dataType(), passed.shape(), 'c');
        Broadcast.mul(passed, numbers.scale(), gradient, CHANNELS);
        return new Pair<>(new DefaultGradient(), gradient);
    }
}
