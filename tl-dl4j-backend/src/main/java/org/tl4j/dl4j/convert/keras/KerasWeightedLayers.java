package org.tl4j.dl4j.convert.keras;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** Converts layers of Keras with weights to layers of a DL4J graph, and assigns their tensors. */
final class KerasWeightedLayers {
    private static final double EPSILON = 1e-3;

    private final boolean keras3;
    private final KerasTensors tensors;
    private final KerasGraph graph;

    KerasWeightedLayers(boolean keras3, KerasTensors tensors, KerasGraph graph) {
        this.keras3 = keras3;
        this.tensors = tensors;
        this.graph = graph;
    }

    private void fill(KerasLayer layer, String vertex, String parameter, String tensor, long[] shape, int... axes) {
        graph.fill(vertex, parameter, tensors.claim(layer, tensor, shape), axes);
    }

    /** Adds a layer with its activation, and with its bias if it has one; returns the name of the layer itself. */
    private String activated(KerasLayer layer, BaseLayer weighted, long outputs) {
        KerasActivation activation = KerasActivation.of(layer, keras3);
        boolean within = activation.isPlain() && !(activation.isSoftmax() && graph.isImage(layer.input()));
        String vertex = within ? layer.name() : layer.name() + "_linear";
        weighted.setActivationFn((within ? activation : KerasActivation.NONE).function());
        graph.layer(vertex, weighted, layer.input());
        if (layer.flag("use_bias", true)) {
            fill(layer, vertex, "b", "bias", new long[] {outputs}, 0);
        }
        if (!within) {
            graph.activation(layer.name(), activation, vertex);
        }
        return vertex;
    }

    private long channels(KerasLayer layer) {
        return graph.image(layer.input()).getChannels();
    }

    private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B shaped(B builder, KerasLayer layer) {
        return builder.kernelSize(layer.sides("kernel_size"))
                .stride(layer.sides("strides", 1, 1))
                .dilation(layer.sides("dilation_rate", 1, 1))
                .convolutionMode(layer.padding())
                .hasBias(layer.flag("use_bias", true));
    }

    void convolution(KerasLayer layer) {
        long in = channels(layer);
        int out = layer.count("filters", 0);
        int[] kernel = layer.sides("kernel_size");
        String vertex = activated(
                layer, shaped(new ConvolutionLayer.Builder(), layer).nOut(out).build(), out);
        fill(layer, vertex, "W", "kernel", new long[] {kernel[0], kernel[1], in, out}, 3, 2, 0, 1);
    }

    void depthwise(KerasLayer layer) {
        long in = channels(layer);
        int times = layer.count("depth_multiplier", 1);
        int[] kernel = layer.sides("kernel_size");
        String vertex = activated(
                layer,
                shaped(new DepthwiseConvolution2D.Builder(), layer)
                        .depthMultiplier(times)
                        .nOut(Math.toIntExact(in * times))
                        .build(),
                in * times);
        fill(layer, vertex, "W", "depthwise_kernel", new long[] {kernel[0], kernel[1], in, times}, 0, 1, 2, 3);
    }

    void separable(KerasLayer layer) {
        long in = channels(layer);
        int times = layer.count("depth_multiplier", 1);
        int out = layer.count("filters", 0);
        int[] kernel = layer.sides("kernel_size");
        String vertex = activated(
                layer,
                shaped(new SeparableConvolution2D.Builder(), layer)
                        .depthMultiplier(times)
                        .nOut(out)
                        .build(),
                out);
        fill(layer, vertex, "W", "depthwise_kernel", new long[] {kernel[0], kernel[1], in, times}, 3, 2, 0, 1);
        fill(layer, vertex, "pW", "pointwise_kernel", new long[] {1, 1, in * times, out}, 3, 2, 0, 1);
    }

    /** For an image, Keras applies the layer to each pixel. */
    void dense(KerasLayer layer) {
        int out = layer.count("units", 0);
        boolean bias = layer.flag("use_bias", true);
        boolean image = graph.isImage(layer.input());
        BaseLayer weighted = image
                ? new ConvolutionLayer.Builder(1, 1)
                        .nOut(out)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .hasBias(bias)
                        .build()
                : new DenseLayer.Builder().nOut(out).hasBias(bias).build();
        long[] shape = {graph.features(layer.input()), out};
        int[] axes = image ? new int[] {1, 0} : new int[] {0, 1};
        fill(layer, activated(layer, weighted, out), "W", "kernel", shape, axes);
    }

    void batchNorm(KerasLayer layer) {
        graph.requireLastAxis(layer);
        graph.layer(
                layer.name(),
                new BatchNormalization.Builder()
                        .eps(layer.number("epsilon", EPSILON))
                        .useLogStd(false)
                        .build(),
                layer.input());
        long[] channels = {graph.features(layer.input())};
        if (layer.flag("scale", true)) {
            fill(layer, layer.name(), "gamma", "gamma", channels, 0);
        }
        if (layer.flag("center", true)) {
            fill(layer, layer.name(), "beta", "beta", channels, 0);
        }
        fill(layer, layer.name(), "mean", "moving_mean", channels, 0);
        fill(layer, layer.name(), "var", "moving_variance", channels, 0);
    }

    /**
     * {@code (x + n) - slope * n} with {@code n = max(-x, 0)}: without additional rounding, from plain layers. No
     * rectifier has x itself as its input, since DL4J would work in place on it if it is the input of a graph.
     */
    void prelu(KerasLayer layer) {
        String name = layer.name();
        String from = layer.input();
        if (graph.isFlattened(from)) {
            throw layer.refusal(
                    "must have an image or a row of features as input", "the values of an image as one row");
        }
        long[] slopes = slopes(layer);
        boolean image = graph.isImage(from);
        String pixels = image ? from : name + "_pixel";
        String bent = image ? name : name + "_bent";
        if (!image) {
            graph.pixel(pixels, from);
        }
        graph.vertex(name + "_mirrored", new ScaleVertex(-1), pixels);
        graph.activation(name + "_negative", KerasActivation.RELU, name + "_mirrored");
        graph.combine(name + "_positive", ElementWiseVertex.Op.Add, List.of(pixels, name + "_negative"));
        graph.perChannel(name + "_slope", false, name + "_negative");
        graph.combine(bent, ElementWiseVertex.Op.Subtract, List.of(name + "_positive", name + "_slope"));
        if (!image) {
            graph.flatten(name, bent);
        }
        int[] axes = IntStream.range(0, slopes.length).toArray();
        fill(layer, name + "_slope", "W", "alpha", slopes, axes);
    }

    private long[] slopes(KerasLayer layer) {
        long[] slopes = graph.shape(layer.input());
        int channels = slopes.length - 1;
        for (double axis : layer.numbers("shared_axes")) {
            if (axis < 1 || axis > slopes.length) {
                throw layer.refusal("shared_axes must be of 1 to " + slopes.length, axis);
            }
            slopes[(int) axis - 1] = 1;
        }
        if (slopes[channels] != graph.features(layer.input())
                || Arrays.stream(slopes).limit(channels).anyMatch(side -> side != 1)) {
            throw layer.refusal(
                    "must have a slope for each channel, shared over height and width (shared_axes [1, 2])",
                    "slopes of shape " + Arrays.toString(slopes));
        }
        return slopes;
    }
}
