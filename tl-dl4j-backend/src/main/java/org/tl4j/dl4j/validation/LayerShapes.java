package org.tl4j.dl4j.validation;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/**
 * Computes the output shape of a layer from its input shape.
 */
final class LayerShapes {
    private final String name;
    private final boolean channelsLast;

    /**
     * @param name name of the vertex
     * @param channelsLast whether images are stored as [height, width, channels]
     */
    LayerShapes(String name, boolean channelsLast) {
        this.name = name;
        this.channelsLast = channelsLast;
    }

    /** Computes the shape; {@link LayerRules} must have checked the values. */
    ActivationShape of(Layer layer, ActivationShape input) {
        if (layer instanceof ConvolutionLayer convolution) {
            requireFormat(convolution.getCnn2dDataFormat(), input);
            require(
                    convolution.getNIn() == input.channels(),
                    "must have an input of " + convolution.getNIn() + " channels",
                    input);
            return windows(
                    input,
                    convolution.getNOut(),
                    convolution.getConvolutionMode(),
                    convolution.getKernelSize(),
                    convolution.getStride(),
                    convolution.getPadding(),
                    convolution.getDilation());
        }
        if (layer instanceof SubsamplingLayer pooling) {
            requireFormat(pooling.getCnn2dDataFormat(), input);
            return windows(
                    input,
                    input.channels(),
                    pooling.getConvolutionMode(),
                    pooling.getKernelSize(),
                    pooling.getStride(),
                    pooling.getPadding(),
                    pooling.getDilation());
        }
        if (layer instanceof BatchNormalization norm) {
            if (input.image()) {
                requireFormat(norm.getCnn2DFormat(), input);
            }
            require(
                    norm.getNIn() == input.channels() && norm.getNOut() == input.channels(),
                    "must have an input of " + norm.getNIn() + " channels and as many outputs",
                    input);
            return input;
        }
        if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
            FeedForwardLayer dense = (FeedForwardLayer) layer;
            require(
                    !input.image() && dense.getNIn() == input.channels(),
                    "must have as input a row of " + dense.getNIn(),
                    input);
            return ActivationShape.row(dense.getNOut());
        }
        if (layer instanceof GlobalPoolingLayer pooling) {
            return pooled(pooling, input);
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            requireFormat(padding.getDataFormat(), input);
            return edged(padding.getPadding(), 1, input);
        }
        if (layer instanceof Cropping2D cropping) {
            requireFormat(cropping.getDataFormat(), input);
            return edged(cropping.getCropping(), -1, input);
        }
        if (layer instanceof Upsampling2D upsampling) {
            requireFormat(upsampling.getFormat(), input);
            int[] size = upsampling.getSize();
            return image(input.channels(), input.height() * size[0], input.width() * size[1]);
        }
        if (layer instanceof LocalResponseNormalization norm) {
            requireFormat(norm.getDataFormat(), input);
            require(norm.getN() < 2.0 * input.channels(), "must have n below twice the channels", norm.getN());
        }
        // activations, dropouts and losses keep the shape
        return input;
    }

    private ActivationShape pooled(GlobalPoolingLayer pooling, ActivationShape input) {
        require(input.image(), "must have an image as input", input);
        int[] sides = channelsLast ? new int[] {1, 2} : new int[] {2, 3};
        int[] found = pooling.getPoolingDimensions();
        require(
                found == null || Arrays.equals(found, sides),
                "must have poolingDimensions of height and width, " + Arrays.toString(sides),
                Arrays.toString(found));
        return pooling.isCollapseDimensions()
                ? ActivationShape.row(input.channels())
                : ActivationShape.image(input.channels(), 1, 1);
    }

    private ActivationShape windows(
            ActivationShape input,
            long channels,
            ConvolutionMode mode,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation) {
        return ActivationShape.image(
                channels,
                windows(input.height(), mode, kernel[0], stride[0], padding[0], dilation[0]),
                windows(input.width(), mode, kernel[1], stride[1], padding[1], dilation[1]));
    }

    private long windows(long side, ConvolutionMode mode, int kernel, int stride, int padding, int dilation) {
        if (mode == ConvolutionMode.Same) {
            return (side + stride - 1) / stride;
        }
        long room = side + 2L * padding - ((kernel - 1L) * dilation + 1);
        require(room >= 0, "must have a window of at most its input with padding, " + side, kernel);
        require(
                mode != ConvolutionMode.Strict || room % stride == 0,
                "must cover its input exactly in the mode Strict",
                room % stride + " pixels not covered");
        return room / stride + 1;
    }

    /** Padding or cropping in the order top, bottom, left, right. */
    private ActivationShape edged(int[] edges, int sign, ActivationShape input) {
        return image(
                input.channels(),
                input.height() + sign * ((long) edges[0] + edges[1]),
                input.width() + sign * ((long) edges[2] + edges[3]));
    }

    private ActivationShape image(long channels, long height, long width) {
        require(height > 0 && width > 0, "must leave at least one pixel", width + "x" + height);
        return ActivationShape.image(channels, height, width);
    }

    private void requireFormat(CNN2DFormat format, ActivationShape input) {
        require(input.image(), "must have an image as input", input);
        CNN2DFormat expected = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        require(format == expected, "must have the data format of the graph, " + expected, format);
    }

    private void require(boolean holds, String rule, Object found) {
        if (!holds) {
            throw new InvalidGraphException(name, rule, found);
        }
    }
}
