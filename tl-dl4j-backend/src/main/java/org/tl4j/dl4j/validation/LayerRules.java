package org.tl4j.dl4j.validation;

import java.util.Arrays;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.nd4j.linalg.activations.IActivation;

/** Rules for the values of a layer, independent of its input. */
final class LayerRules {
    static final Set<Class<?>> KNOWN = Set.of(
            ConvolutionLayer.class,
            Convolution2D.class,
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
            LocalResponseNormalization.class);

    private static final Set<ConvolutionMode> MODES =
            Set.of(ConvolutionMode.Truncate, ConvolutionMode.Same, ConvolutionMode.Strict);

    /** Deeplearning4j does not implement SUM for windows. */
    private static final Set<String> WINDOW_POOLINGS = Set.of("MAX", "AVG", "PNORM");

    private static final Range WINDOW = Range.of(1, 1 << 10);
    private static final Range EDGE = Range.of(0, 1 << 12);
    private static final Range WIDTH = Range.of(1, 1 << 24);
    private static final Range NORM = Range.of(1, 100);
    private static final Range FRACTION = Range.of(0, 1);
    private static final Range POSITIVE = Range.of(0, 1e6);

    private LayerRules() {}

    /**
     * The layer inside a wrapper that freezes it.
     *
     * @throws InvalidGraphException if there is none, or several wrappers are nested
     */
    static Layer thawed(String name, Layer layer) {
        Layer inner = Thawed.layer(layer);
        if (inner == null || inner instanceof FrozenLayer || inner instanceof FrozenLayerWithBackprop) {
            throw new InvalidGraphException(name, "must freeze one layer", inner == null ? "nothing" : "a frozen one");
        }
        return inner;
    }

    static InvalidGraphException unknown(String name, Object part) {
        return new InvalidGraphException(
                name,
                "must be of a kind that image classifiers are made of",
                part.getClass().getSimpleName());
    }

    static void check(String name, Layer layer) {
        if (!KNOWN.contains(layer.getClass())) {
            throw unknown(name, layer);
        }
        if (layer instanceof FeedForwardLayer sized && !(layer instanceof DropoutLayer || layer instanceof LossLayer)) {
            WIDTH.check(name, "nIn", sized.getNIn());
            WIDTH.check(name, "nOut", sized.getNOut());
            Range.of(1, Integer.MAX_VALUE).check(name, "number of parameters", parameters(sized));
        }
        if (layer instanceof BaseLayer base) {
            checkActivation(name, base.getActivationFn());
        }
        if (layer instanceof ConvolutionLayer convolution) {
            check(name, convolution);
        } else if (layer instanceof SubsamplingLayer pooling) {
            check(name, pooling);
        } else if (layer instanceof BatchNormalization norm) {
            POSITIVE.check(name, "eps", norm.getEps());
            FRACTION.check(name, "decay", norm.getDecay());
            Range.single(name, "gamma", norm.getGamma());
            Range.single(name, "beta", norm.getBeta());
            present(name, "cnn2DFormat", norm.getCnn2DFormat());
        } else if (layer instanceof ActivationLayer activation) {
            checkActivation(name, activation.getActivationFn());
        } else if (layer instanceof GlobalPoolingLayer pooling) {
            present(name, "poolingType", pooling.getPoolingType());
            checkNorm(name, pooling.getPoolingType(), pooling.getPnorm());
        } else if (layer instanceof ZeroPaddingLayer padding) {
            EDGE.check(name, "padding", padding.getPadding(), 4);
            present(name, "dataFormat", padding.getDataFormat());
        } else if (layer instanceof Cropping2D cropping) {
            EDGE.check(name, "cropping", cropping.getCropping(), 4);
            present(name, "dataFormat", cropping.getDataFormat());
        } else if (layer instanceof Upsampling2D upsampling) {
            WINDOW.check(name, "size", upsampling.getSize(), 2);
            present(name, "format", upsampling.getFormat());
        } else if (layer instanceof LocalResponseNormalization norm) {
            check(name, norm);
        }
    }

    /** An upper bound on the number of parameters without biases; Deeplearning4j's own count may overflow. */
    private static double parameters(FeedForwardLayer layer) {
        if (layer instanceof BatchNormalization) {
            return layer.getNOut();
        }
        double area = layer instanceof ConvolutionLayer convolution && convolution.getKernelSize() != null
                ? Arrays.stream(convolution.getKernelSize()).asDoubleStream().reduce(1, (a, b) -> a * b)
                : 1;
        boolean alone = layer instanceof DepthwiseConvolution2D;
        double multiplier = layer instanceof SeparableConvolution2D separable ? separable.getDepthMultiplier() : 1;
        return Math.max(1, area) * Math.max(1, multiplier) * (alone ? 1 : layer.getNIn()) * layer.getNOut();
    }

    private static void check(String name, ConvolutionLayer layer) {
        checkWindow(
                name,
                layer.getConvolutionMode(),
                layer.getCnn2dDataFormat(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
        if (layer instanceof DepthwiseConvolution2D depthwise) {
            WINDOW.check(name, "depthMultiplier", depthwise.getDepthMultiplier());
            if (layer.getNOut() != layer.getNIn() * depthwise.getDepthMultiplier()) {
                throw new InvalidGraphException(
                        name, "must have nOut of nIn, " + layer.getNIn() + ", times depthMultiplier", layer.getNOut());
            }
        } else if (layer instanceof SeparableConvolution2D separable) {
            WINDOW.check(name, "depthMultiplier", separable.getDepthMultiplier());
        }
    }

    private static void check(String name, SubsamplingLayer layer) {
        checkWindow(
                name,
                layer.getConvolutionMode(),
                layer.getCnn2dDataFormat(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
        if (layer.getPoolingType() == null
                || !WINDOW_POOLINGS.contains(layer.getPoolingType().name())) {
            throw new InvalidGraphException(
                    name, "must have a poolingType of " + WINDOW_POOLINGS, layer.getPoolingType());
        }
        POSITIVE.check(name, "eps", layer.getEps());
        checkNorm(name, PoolingType.valueOf(layer.getPoolingType().name()), layer.getPnorm());
    }

    private static void checkNorm(String name, PoolingType type, int norm) {
        if (type == PoolingType.PNORM) {
            NORM.check(name, "pnorm", norm);
        }
    }

    private static void checkWindow(
            String name,
            ConvolutionMode mode,
            CNN2DFormat format,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation) {
        if (mode == null || !MODES.contains(mode)) {
            throw new InvalidGraphException(name, "must have the convolutionMode Truncate, Same or Strict", mode);
        }
        present(name, "cnn2dDataFormat", format);
        WINDOW.check(name, "kernelSize", kernel, 2);
        WINDOW.check(name, "stride", stride, 2);
        WINDOW.check(name, "dilation", dilation, 2);
        EDGE.check(name, "padding", padding, 2);
        for (int i = 0; i < 2; i++) {
            long window = (kernel[i] - 1L) * dilation[i] + 1;
            if (padding[i] >= window) {
                // a window that contains only padding has no maximum and no mean
                throw new InvalidGraphException(name, "must have padding below the window of " + window, padding[i]);
            }
        }
    }

    private static void check(String name, LocalResponseNormalization norm) {
        WINDOW.check(name, "n", norm.getN());
        if (norm.getN() != Math.rint(norm.getN())) {
            throw new InvalidGraphException(name, "must have a whole number n", norm.getN());
        }
        POSITIVE.check(name, "k", norm.getK());
        POSITIVE.check(name, "alpha", norm.getAlpha());
        Range.of(0, 100).check(name, "beta", norm.getBeta());
        present(name, "dataFormat", norm.getDataFormat());
    }

    private static void checkActivation(String name, IActivation activation) {
        present(name, "activationFn", activation);
        if (!activation.getClass().getPackageName().equals("org.nd4j.linalg.activations.impl")) {
            throw unknown(name, activation);
        }
        if (activation.numParams(1) > 0) {
            throw new InvalidGraphException(
                    name,
                    "must have an activation without parameters",
                    activation.getClass().getSimpleName());
        }
    }

    private static void present(String name, String key, Object value) {
        if (value == null) {
            throw new InvalidGraphException(name, "must have " + key, "nothing");
        }
    }
}
