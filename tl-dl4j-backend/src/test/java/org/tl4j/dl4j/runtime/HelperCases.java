package org.tl4j.dl4j.runtime;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/** The layers that oneDNN supports, in the shapes that backbones have. */
final class HelperCases {
    private HelperCases() {}

    static Stream<HelperComparison> convolutions() {
        return Stream.of(
                new HelperComparison("3x3", convolution(3, 1, 1).build()),
                new HelperComparison("3x3, stride 2", convolution(3, 2, 1).build()),
                new HelperComparison(
                        "3x3, stride 2, no padding", convolution(3, 2, 0).build()),
                new HelperComparison(
                        "3x3, no bias", convolution(3, 1, 1).hasBias(false).build()),
                new HelperComparison("3x3, same", same(convolution(3, 1, 0)).build()),
                new HelperComparison(
                        "3x3, same, stride 2", same(convolution(3, 2, 0)).build()),
                new HelperComparison("1x1", convolution(1, 1, 0).build()),
                new HelperComparison("1x1, stride 2", convolution(1, 2, 0).build()),
                new HelperComparison("7x7, stride 2", convolution(7, 2, 3).build()));
    }

    static Stream<HelperComparison> poolings() {
        return Stream.of(PoolingType.MAX, PoolingType.AVG)
                .flatMap(type -> Stream.of(
                        new HelperComparison(type + " 2x2", pooling(type, 2, 0).build()),
                        new HelperComparison(type + " 3x3", pooling(type, 3, 0).build()),
                        new HelperComparison(
                                type + " 3x3, padding", pooling(type, 3, 1).build()),
                        new HelperComparison(
                                type + " 3x3, same",
                                pooling(type, 3, 0)
                                        .convolutionMode(ConvolutionMode.Same)
                                        .build())));
    }

    static Stream<HelperComparison> normalisations() {
        return Stream.of(
                new HelperComparison("batch norm", new BatchNormalization()),
                new HelperComparison(
                        "batch norm, plain variance",
                        new BatchNormalization.Builder().useLogStd(false).build()),
                new HelperComparison("local response", new LocalResponseNormalization()));
    }

    /** Layers without a helper, whose operations call oneDNN directly. */
    static Stream<HelperComparison> operations() {
        return Stream.of(
                new HelperComparison(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder()
                                .kernelSize(3, 3)
                                .padding(1, 1)
                                .depthMultiplier(1)
                                .nOut(HelperComparison.CHANNELS)
                                .build()),
                new HelperComparison(
                        "transposed",
                        new Deconvolution2D.Builder()
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .nOut(4)
                                .build()));
    }

    /** A chain of helpers: the incoming gradient has the strides that the next helper produced. */
    static Stream<HelperComparison> blocks() {
        return Stream.of(new HelperComparison(
                "block",
                convolution(3, 1, 1).hasBias(false).build(),
                new BatchNormalization.Builder().activation(Activation.RELU).build(),
                pooling(PoolingType.MAX, 3, 1).build(),
                convolution(1, 1, 0).build(),
                pooling(PoolingType.AVG, 2, 0).build()));
    }

    static ConvolutionLayer.Builder convolution(int kernel, int stride, int padding) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .nOut(16)
                .activation(Activation.TANH);
    }

    private static ConvolutionLayer.Builder same(ConvolutionLayer.Builder convolution) {
        return convolution.convolutionMode(ConvolutionMode.Same);
    }

    private static SubsamplingLayer.Builder pooling(PoolingType type, int kernel, int padding) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(kernel, kernel)
                .stride(2, 2)
                .padding(padding, padding);
    }
}
