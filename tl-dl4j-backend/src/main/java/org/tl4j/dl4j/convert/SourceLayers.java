package org.tl4j.dl4j.convert;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.validation.Thawed;

/** The supported parts of a network, and their form at inference. */
final class SourceLayers {
    private static final double SIX = 6;
    /** Dimensions of a batch of images. */
    private static final int IMAGES = 4;

    private static final Set<Class<?>> TAKEN = Set.of(
            ConvolutionLayer.class,
            DepthwiseConvolution2D.class,
            SeparableConvolution2D.class,
            BatchNormalization.class,
            ActivationLayer.class,
            SubsamplingLayer.class,
            GlobalPoolingLayer.class,
            DenseLayer.class,
            OutputLayer.class,
            LossLayer.class,
            DropoutLayer.class,
            ZeroPaddingLayer.class,
            Cropping2D.class,
            Upsampling2D.class,
            LocalResponseNormalization.class,
            ElementWiseVertex.class,
            MergeVertex.class,
            PreprocessorVertex.class,
            ReshapeVertex.class,
            ScaleVertex.class,
            ShiftVertex.class);

    private SourceLayers() {}

    /**
     * The vertex without its settings of training.
     *
     * @throws org.tl4j.core.error.WeightsException if its kind is not supported
     */
    static GraphVertex bare(String name, GraphVertex vertex) {
        if (vertex instanceof FrozenVertex) {
            return bare(name, Thawed.vertex(vertex));
        }
        if (!(vertex instanceof LayerVertex layerVertex)) {
            requireSupported(name, vertex);
            if (vertex instanceof ReshapeVertex reshape) {
                requireImagesApart(name, reshape);
            }
            return vertex;
        }
        Layer layer = Thawed.layer(layerVertex.getLayerConf().getLayer());
        requireSupported(name, layer);
        strip(layer);
        layer.setLayerName(name);
        layerVertex.getLayerConf().setLayer(layer);
        layerVertex.getLayerConf().clearVariables();
        if (layer instanceof BatchNormalization) {
            // without these names DL4J assumes that it stores the logarithm, whatever its settings say
            List.of("gamma", "beta", "mean", "var").forEach(layerVertex.getLayerConf()::addVariable);
        }
        return layerVertex;
    }

    /** The first dimension is the batch; any other value than "as many as there are" would mix images. */
    private static void requireImagesApart(String name, ReshapeVertex reshape) {
        int[] shape = reshape.getNewShape();
        boolean apart = shape != null
                && (shape.length == 2 || shape.length == IMAGES)
                && shape[0] == -1
                && Arrays.stream(shape).skip(1).allMatch(side -> side > 0);
        if (!apart || reshape.getReshapeOrder() != 'c' || reshape.getMaskShape() != null) {
            throw UnsupportedModel.part(
                    name,
                    "must reshape each image by itself, in row-major order",
                    Arrays.toString(shape) + " in the order " + reshape.getReshapeOrder());
        }
    }

    private static void requireSupported(String name, Object part) {
        if (!TAKEN.contains(part.getClass())) {
            throw UnsupportedModel.part(
                    name,
                    "must be of a kind that image classifiers are made of",
                    part.getClass().getSimpleName());
        }
    }

    private static void strip(Layer layer) {
        layer.setIDropout(null);
        layer.setConstraints(null);
        if (layer instanceof BaseLayer trained) {
            trained.setRegularization(List.of());
            trained.setRegularizationBias(List.of());
            trained.setIUpdater(new NoOp());
            trained.setBiasUpdater(null);
            trained.setWeightNoise(null);
            trained.setGradientNormalization(GradientNormalization.None);
            trained.setActivationFn(plain(trained.getActivationFn()));
        }
        if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(plain(activation.getActivationFn()));
        }
        if (layer instanceof BatchNormalization norm) {
            norm.setUseLogStd(false);
            norm.setLockGammaBeta(false);
        }
    }

    /** The common name of a rectifier that is described by its parameters. */
    private static IActivation plain(IActivation activation) {
        if (activation instanceof ActivationReLU relu
                && isZero(relu.getThreshold())
                && isZero(relu.getNegativeSlope())) {
            if (relu.getMax() == null) {
                return new ActivationReLU();
            }
            return relu.getMax() == SIX ? new ActivationReLU6() : activation;
        }
        return activation;
    }

    private static boolean isZero(Double value) {
        return value == null || value == 0;
    }
}
