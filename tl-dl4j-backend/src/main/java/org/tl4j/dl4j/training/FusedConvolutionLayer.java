package org.tl4j.dl4j.training;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with its activation that convolves once per step. DL4J's own layer convolves again in the backward pass, to
 * get the input of the activation. Its output is enough where, as with the identity and ReLU, the derivative is the same
 * function of both. Not thread-safe.
 */
final class FusedConvolutionLayer extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    private transient INDArray output;

    FusedConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray activated = super.activate(training, workspaces);
        output = training ? activated : null;
        return activated;
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput4d(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
        return forBackprop && output != null
                ? new Pair<>(output, null)
                : super.preOutput4d(training, forBackprop, workspaces);
    }
}
