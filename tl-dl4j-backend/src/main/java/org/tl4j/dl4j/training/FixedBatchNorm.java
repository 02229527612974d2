package org.tl4j.dl4j.training;

import java.util.Collection;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration of a {@link FixedBatchNormLayer}: scale, shift and activation, without trainable parameters.
 * It is used in training graphs only and is never saved.
 */
final class FixedBatchNorm extends ActivationLayer {
    /** The activations that the layer can include. */
    static final Set<IActivation> TAKEN = Set.of(new ActivationReLU());

    private static final long serialVersionUID = 1L;

    FixedBatchNorm(String name, IActivation activation) {
        super(activation);
        setLayerName(name);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        FixedBatchNormLayer layer = new FixedBatchNormLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        return layer;
    }
}
