package org.tl4j.dl4j.validation;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The amount of computation of a layer for one image. */
final class LayerWork {
    /** The factor by which native code is slower for a step outside a matrix product. */
    private static final int SLOW = 16;

    private LayerWork() {}

    /** Multiply-adds, or the equivalent in time; at most {@link Long#MAX_VALUE} / 4. */
    static long of(Layer layer, ActivationShape input, ActivationShape output) {
        double pixels = (double) output.height() * output.width();
        double steps = output.values();
        if (layer instanceof DepthwiseConvolution2D depthwise) {
            steps = SLOW * area(depthwise.getKernelSize()) * output.values();
        } else if (layer instanceof SeparableConvolution2D separable) {
            double between = (double) separable.getNIn() * separable.getDepthMultiplier();
            steps = pixels * between * (SLOW * area(separable.getKernelSize()) + separable.getNOut());
        } else if (layer instanceof ConvolutionLayer convolution) {
            boolean plain = convolution.getDilation()[0] == 1 && convolution.getDilation()[1] == 1;
            steps = (plain ? 1 : 2)
                    * pixels
                    * area(convolution.getKernelSize())
                    * convolution.getNIn()
                    * convolution.getNOut();
        } else if (layer instanceof SubsamplingLayer pooling) {
            steps = SLOW * area(pooling.getKernelSize()) * output.values();
        } else if (layer instanceof LocalResponseNormalization norm) {
            steps = SLOW * norm.getN() * output.values();
        } else if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
            steps = (double) input.values() * output.values();
        }
        return (long) Math.min(steps, Long.MAX_VALUE / 4.0);
    }

    /**
     * The values that a convolution copies for one image before it multiplies (im2col): Deeplearning4j copies each window
     * to its own row if oneDNN is not used, and for every dilated convolution. 0 for other layers.
     */
    static double windowValues(Layer layer, ActivationShape output) {
        return layer instanceof ConvolutionLayer convolution
                ? (double) output.height() * output.width() * convolution.getNIn() * area(convolution.getKernelSize())
                : 0;
    }

    private static double area(int[] sides) {
        return (double) sides[0] * sides[1];
    }
}
