package org.tl4j.dl4j.training;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The configuration of a {@link FusedConvolutionLayer}. It is used in training graphs only and is never saved. */
@SuppressWarnings("EqualsHashCode") // the fields that DL4J compares are inherited
final class FusedConvolution extends ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    /** The convolution {@code other}, followed by {@code activation}. */
    FusedConvolution(ConvolutionLayer other, IActivation activation) {
        setLayerName(other.getLayerName());
        setNIn(other.getNIn());
        setNOut(other.getNOut());
        setKernelSize(other.getKernelSize());
        setStride(other.getStride());
        setPadding(other.getPadding());
        setDilation(other.getDilation());
        setConvolutionMode(other.getConvolutionMode());
        setCnn2dDataFormat(other.getCnn2dDataFormat());
        setCudnnAlgoMode(other.getCudnnAlgoMode());
        setCudnnAllowFallback(other.isCudnnAllowFallback());
        setHasBias(other.hasBias());
        setWeightInitFn(other.getWeightInitFn());
        setIUpdater(other.getIUpdater());
        setActivationFn(activation);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialise,
            DataType type) {
        FusedConvolutionLayer layer = new FusedConvolutionLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        Map<String, INDArray> table = initializer().init(configuration, parameters, initialise);
        layer.setParamTable(table);
        layer.setConf(configuration);
        return layer;
    }
}
