package org.tl4j.dl4j.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of every kind and setting, on an image of three channels; layers of rows follow a flattened one. */
final class LayerCases {
    static final int CHANNELS = 3;
    static final int HEIGHT = 11;
    static final int WIDTH = 14;

    private static final List<ConvolutionMode> MODES = List.of(ConvolutionMode.Truncate, ConvolutionMode.Same);

    private final Map<String, Layer> cases = new LinkedHashMap<>();

    private LayerCases() {}

    private void add(String name, Layer layer) {
        if (cases.put(name, layer) != null) {
            throw new IllegalArgumentException("twice: " + name);
        }
    }

    /** Layers on images. */
    static Map<String, Layer> ofImages() {
        LayerCases cases = new LayerCases();
        cases.convolutions();
        cases.poolings();
        cases.others();
        cases.activations();
        return cases.cases;
    }

    private void convolutions() {
        for (ConvolutionMode mode : MODES) {
            for (int[] kernel : new int[][] {{1, 1}, {3, 3}, {2, 5}, {4, 3}}) {
                for (int[] stride : new int[][] {{1, 1}, {2, 2}, {1, 2}}) {
                    String name = "%s %s %s".formatted(mode, Arrays.toString(kernel), Arrays.toString(stride));
                    int[] padding = padding(mode, kernel);
                    add(
                            "convolution " + name,
                            shaped(new ConvolutionLayer.Builder(kernel, stride, padding), mode)
                                    .nOut(5)
                                    .build());
                    add(
                            "depthwise " + name,
                            shaped(new DepthwiseConvolution2D.Builder(kernel, stride, padding), mode)
                                    .depthMultiplier(1)
                                    .nOut(CHANNELS)
                                    .build());
                    add(
                            "separable " + name,
                            shaped(new SeparableConvolution2D.Builder(kernel, stride, padding), mode)
                                    .depthMultiplier(1)
                                    .nOut(5)
                                    .build());
                }
            }
            add(
                    "convolution dilated " + mode,
                    shaped(new ConvolutionLayer.Builder(3, 3), mode)
                            .dilation(2, 3)
                            .nOut(5)
                            .build());
            add(
                    "depthwise dilated " + mode,
                    shaped(new DepthwiseConvolution2D.Builder(3, 3), mode)
                            .dilation(2, 2)
                            .depthMultiplier(1)
                            .nOut(CHANNELS)
                            .build());
            add(
                    "separable dilated " + mode,
                    shaped(new SeparableConvolution2D.Builder(3, 3), mode)
                            .dilation(2, 2)
                            .nOut(4)
                            .build());
            add(
                    "depthwise doubled " + mode,
                    shaped(new DepthwiseConvolution2D.Builder(3, 3), mode)
                            .depthMultiplier(2)
                            .nOut(2 * CHANNELS)
                            .build());
            add(
                    "separable doubled " + mode,
                    shaped(new SeparableConvolution2D.Builder(3, 2), mode)
                            .depthMultiplier(2)
                            .nOut(4)
                            .build());
        }
        add(
                "convolution strict",
                shaped(new ConvolutionLayer.Builder(3, 2).stride(2, 2), ConvolutionMode.Strict)
                        .nOut(4)
                        .build());
        add(
                "convolution without bias",
                new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build());
        add(
                "depthwise without bias",
                new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(1)
                        .nOut(CHANNELS)
                        .hasBias(false)
                        .build());
        add(
                "separable without bias",
                new SeparableConvolution2D.Builder(3, 3).nOut(4).hasBias(false).build());
        add("convolution of its other name", otherName());
        add(
                "convolution activated",
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.SWISH)
                        .build());
        add(
                "depthwise activated",
                new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(1)
                        .nOut(CHANNELS)
                        .activation(Activation.RELU)
                        .build());
        add(
                "separable activated",
                new SeparableConvolution2D.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build());
        add("frozen", new FrozenLayer(new ConvolutionLayer.Builder(3, 3).nOut(4).build()));
        add(
                "frozen by the other wrapper",
                new FrozenLayerWithBackprop(
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build()));
    }

    private static Convolution2D otherName() {
        Convolution2D layer = new Convolution2D();
        layer.setKernelSize(new int[] {3, 3});
        layer.setStride(new int[] {1, 1});
        layer.setPadding(new int[] {0, 0});
        layer.setNOut(4);
        return layer;
    }

    private static int[] padding(ConvolutionMode mode, int[] kernel) {
        return mode == ConvolutionMode.Same ? new int[2] : new int[] {kernel[0] / 2, kernel[1] / 3};
    }

    private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B shaped(B builder, ConvolutionMode mode) {
        return builder.convolutionMode(mode);
    }

    private void poolings() {
        for (SubsamplingLayer.PoolingType type : List.of(
                SubsamplingLayer.PoolingType.MAX,
                SubsamplingLayer.PoolingType.AVG,
                SubsamplingLayer.PoolingType.PNORM)) {
            for (ConvolutionMode mode : MODES) {
                for (int[] kernel : new int[][] {{1, 1}, {2, 2}, {3, 2}, {3, 3}}) {
                    for (int[] stride : new int[][] {{1, 1}, {2, 2}, {3, 1}}) {
                        for (boolean counted : new boolean[] {false, true}) {
                            if (counted && type != SubsamplingLayer.PoolingType.AVG) {
                                continue;
                            }
                            String name = "pooling %s %s %s %s%s"
                                    .formatted(
                                            type,
                                            mode,
                                            Arrays.toString(kernel),
                                            Arrays.toString(stride),
                                            counted ? " padding counted" : "");
                            add(
                                    name,
                                    new SubsamplingLayer.Builder(type)
                                            .kernelSize(kernel)
                                            .stride(stride)
                                            .padding(padding(mode, kernel))
                                            .convolutionMode(mode)
                                            .avgPoolIncludePadInDivisor(counted)
                                            .pnorm(2)
                                            .build());
                        }
                    }
                }
            }
        }
        add(
                "pooling third norm",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .pnorm(3)
                        .build());
        for (PoolingType type : PoolingType.values()) {
            add(
                    "global " + type,
                    new GlobalPoolingLayer.Builder(type)
                            .collapseDimensions(false)
                            .pnorm(3)
                            .build());
        }
    }

    private void others() {
        add(
                "batch norm",
                new BatchNormalization.Builder().useLogStd(false).eps(1e-2).build());
        add(
                "batch norm with an activation that is not used",
                new BatchNormalization.Builder()
                        .useLogStd(false)
                        .activation(Activation.TANH)
                        .build());
        add(
                "batch norm locked",
                new BatchNormalization.Builder()
                        .useLogStd(false)
                        .lockGammaBeta(true)
                        .gamma(0.7)
                        .beta(0.2)
                        .build());
        add("padding", new ZeroPaddingLayer(1, 2, 3, 4));
        add("cropping", new Cropping2D(1, 2, 3, 4));
        add("upsampling", new Upsampling2D.Builder().size(new int[] {2, 3}).build());
        for (int n : new int[] {1, 2, 3, 4, 5}) {
            add(
                    "response norm of " + n,
                    new LocalResponseNormalization.Builder()
                            .n(n)
                            .k(1.5)
                            .alpha(0.3)
                            .beta(0.6)
                            .build());
        }
        add("dropout", new DropoutLayer(0.5));
    }

    private void activations() {
        for (Activation activation : Activation.values()) {
            add("activation " + activation, new ActivationLayer(activation));
        }
        activation("rectifier limited", new ActivationReLU(1.2, 0d, 0d));
        activation("rectifier leaking", new ActivationReLU(null, 0d, 0.2));
        activation("rectifier with a threshold", new ActivationReLU(null, 0.4, 0.2));
        activation("rectifier with all", new ActivationReLU(1.5, -0.4, 0.2));
        activation("leaky", new ActivationLReLU(0.3));
        activation("exponential", new ActivationELU(0.4));
        activation("thresholded", new ActivationThresholdedReLU(0.6));
        activation("random slopes", new ActivationRReLU(0.1, 0.5));
        activation("precise GELU", new ActivationGELU(true));
    }

    private void activation(String name, IActivation activation) {
        add("activation " + name, new ActivationLayer(activation));
    }

    /** Layers on rows. */
    static Map<String, Layer> ofRows() {
        Map<String, Layer> cases = new LinkedHashMap<>();
        cases.put("dense", new DenseLayer.Builder().nOut(4).build());
        cases.put(
                "dense activated",
                new DenseLayer.Builder().nOut(4).activation(Activation.ELU).build());
        cases.put(
                "dense without bias",
                new DenseLayer.Builder().nOut(4).hasBias(false).build());
        cases.put(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build());
        cases.put(
                "output without bias",
                new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(4)
                        .hasBias(false)
                        .activation(Activation.TANH)
                        .build());
        cases.put(
                "batch norm", new BatchNormalization.Builder().useLogStd(false).build());
        cases.put(
                "softmax",
                new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build());
        cases.put("activation", new ActivationLayer(Activation.SOFTPLUS));
        cases.put("dropout", new DropoutLayer(0.3));
        return cases;
    }
}
