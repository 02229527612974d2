package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.tl4j.dl4j.validation.ActivationShape;

/**
 * The windows of a convolution or pooling; arrays are [height, width].
 *
 * @param kernel their size
 * @param stride from one to the next
 * @param dilation between their pixels
 * @param before padding at the top and left
 * @param after padding at the bottom and right
 */
@SuppressWarnings("ArrayRecordComponent") // small, and never compared
record Window(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after) {
    static Window of(ConvolutionLayer layer, Place place) {
        return of(
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer,
                place);
    }

    static Window of(SubsamplingLayer layer, Place place) {
        return of(
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer,
                place);
    }

    private static Window of(
            ConvolutionMode mode,
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            Object layer,
            Place place) {
        if (mode != ConvolutionMode.Same) {
            return new Window(kernel, stride, dilation, padding, padding);
        }
        int[] sides = sides(place.in());
        int[] before = new int[2];
        int[] after = new int[2];
        for (int i = 0; i < 2; i++) {
            int windows = (sides[i] + stride[i] - 1) / stride[i];
            int missing = (windows - 1) * stride[i] + (kernel[i] - 1) * dilation[i] + 1 - sides[i];
            if (missing < -1) {
                // Deeplearning4j centres such windows, which ONNX cannot say
                throw new RefusedPart(
                        place.vertex(), layer, "windows that leave out pixels at both edges in the mode Same");
            }
            before[i] = Math.max(0, missing) / 2;
            after[i] = Math.max(0, missing) - before[i];
        }
        return new Window(kernel, stride, dilation, before, after);
    }

    private static int[] sides(ActivationShape shape) {
        return new int[] {Math.toIntExact(shape.height()), Math.toIntExact(shape.width())};
    }

    /** The same windows over an image that was padded by top, bottom, left and right. */
    Window padded(int[] edges) {
        return new Window(kernel, stride, dilation, new int[] {before[0] + edges[0], before[1] + edges[2]}, new int[] {
            after[0] + edges[1], after[1] + edges[3]
        });
    }

    /** Whether every window contains a pixel, for which padding below its size is enough. */
    boolean isPaddedLessThanItsSize() {
        return before[0] < kernel[0] && before[1] < kernel[1] && after[0] < kernel[0] && after[1] < kernel[1];
    }

    boolean isDilated() {
        return dilation[0] != 1 || dilation[1] != 1;
    }

    AttributeProto[] attributes(AttributeProto... others) {
        AttributeProto[] own = {
            Attributes.integers("kernel_shape", kernel),
            Attributes.integers("strides", stride),
            Attributes.integers("pads", before[0], before[1], after[0], after[1])
        };
        Optional<AttributeProto> spread =
                isDilated() ? Optional.of(Attributes.integers("dilations", dilation)) : Optional.empty();
        return java.util.stream.Stream.of(Arrays.stream(own), spread.stream(), Arrays.stream(others))
                .flatMap(part -> part)
                .toArray(AttributeProto[]::new);
    }
}
