package org.tl4j.dl4j.foreign;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.preprocessing.ImageSize;

/** What each layer of Keras is in a graph of DL4J. */
final class KerasParts {
    /** Of a network that takes images of any size. */
    private static final ImageSize USUAL = ImageSize.square(224);

    private static final double EPSILON = 1e-3;
    /** Of Keras' Normalization, below which it takes no deviation. */
    private static final double SMALLEST_DEVIATION = 1e-7;

    private final KerasModel model;
    private final boolean keras3;
    private final KerasTensors tensors;
    private final KerasGraph graph;

    KerasParts(KerasModel model, boolean keras3, KerasTensors tensors) {
        this.model = model;
        this.keras3 = keras3;
        this.tensors = tensors;
        this.graph = new KerasGraph(model.size().orElse(USUAL), model.channels());
    }

    /**
     * The graph, filled; the caller closes it.
     *
     * @throws org.tl4j.core.error.WeightsException if a layer is of a kind that we do not take
     */
    ComputationGraph graph() {
        model.layers().forEach(this::add);
        return graph.build(model.output());
    }

    private void add(KerasLayer layer) {
        layer.check();
        switch (layer.kind()) {
            case "Conv2D" -> convolution(layer);
            case "DepthwiseConv2D" -> depthwise(layer);
            case "SeparableConv2D" -> separable(layer);
            case "Dense" -> dense(layer);
            case "BatchNormalization", "BatchNormalizationV1" -> batchNorm(layer);
            case "Activation" -> activation(layer, KerasActivation.of(layer, keras3));
            case "ReLU" -> activation(layer, KerasActivation.rectifier(layer));
            case "LeakyReLU" -> activation(layer, KerasActivation.leaky(layer));
            case "ELU" -> activation(layer, KerasActivation.exponential(layer));
            case "Softmax" -> softmax(layer);
            case "MaxPooling2D" -> pooling(layer, SubsamplingLayer.PoolingType.MAX);
            case "AveragePooling2D" -> pooling(layer, SubsamplingLayer.PoolingType.AVG);
            case "GlobalMaxPooling2D" -> globalPooling(layer, PoolingType.MAX);
            case "GlobalAveragePooling2D" -> globalPooling(layer, PoolingType.AVG);
            case "ZeroPadding2D" -> zeroPadding(layer);
            case "Cropping2D" -> graph.layer(layer.name(), new Cropping2D(layer.edges("cropping")), image(layer));
            case "UpSampling2D" -> upsampling(layer);
            case "Flatten" -> flatten(layer);
            case "Reshape" -> reshape(layer);
            case "Add" -> combine(layer, ElementWiseVertex.Op.Add);
            case "Subtract" -> combine(layer, ElementWiseVertex.Op.Subtract);
            case "Multiply" -> combine(layer, ElementWiseVertex.Op.Product);
            case "Average" -> combine(layer, ElementWiseVertex.Op.Average);
            case "Maximum" -> combine(layer, ElementWiseVertex.Op.Max);
            case "Concatenate" -> concatenate(layer);
            case "Rescaling" -> rescaling(layer);
            case "Normalization" -> normalization(layer);
            case "TFOpLambda" -> operator(layer);
            // they do something in training alone
            case "Dropout",
                    "SpatialDropout2D",
                    "GaussianDropout",
                    "GaussianNoise",
                    "AlphaDropout",
                    "ActivityRegularization",
                    "RandomFlip",
                    "RandomRotation",
                    "RandomZoom",
                    "RandomTranslation",
                    "RandomContrast",
                    "RandomBrightness" -> activation(layer, KerasActivation.NONE);
            default -> throw layer.refusal("must be of a kind that image classifiers are made of", layer.kind());
        }
    }

    private String image(KerasLayer layer) {
        String from = layer.input();
        graph.image(from);
        return from;
    }

    private long channels(String from) {
        return graph.image(from).getChannels();
    }

    /** The length of the last axis: channels of an image, or all of a row. */
    private long features(String from) {
        long[] shape = graph.shape(from);
        return shape[shape.length - 1];
    }

    private void fill(KerasLayer layer, String vertex, String parameter, String tensor, long[] shape, int... axes) {
        graph.fill(vertex, parameter, tensors.claim(layer, tensor, shape), axes);
    }

    /** Adds a layer with its activation, and with its bias if it has one; gives the name of the layer itself. */
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

    private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B shaped(B builder, KerasLayer layer) {
        return builder.kernelSize(layer.sides("kernel_size"))
                .stride(layer.sides("strides", 1, 1))
                .dilation(layer.sides("dilation_rate", 1, 1))
                .convolutionMode(mode(layer))
                .hasBias(layer.flag("use_bias", true));
    }

    private static ConvolutionMode mode(KerasLayer layer) {
        String padding = layer.text("padding", "valid");
        return switch (padding) {
            case "valid" -> ConvolutionMode.Truncate;
            case "same" -> ConvolutionMode.Same;
            default -> throw layer.refusal("padding must be valid or same", padding);
        };
    }

    private void convolution(KerasLayer layer) {
        long in = channels(layer.input());
        int out = layer.count("filters", 0);
        int[] kernel = layer.sides("kernel_size");
        String vertex = activated(
                layer, shaped(new ConvolutionLayer.Builder(), layer).nOut(out).build(), out);
        fill(layer, vertex, "W", "kernel", new long[] {kernel[0], kernel[1], in, out}, 3, 2, 0, 1);
    }

    private void depthwise(KerasLayer layer) {
        long in = channels(layer.input());
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

    private void separable(KerasLayer layer) {
        long in = channels(layer.input());
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

    /** Of an image, Keras takes each pixel by itself. */
    private void dense(KerasLayer layer) {
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
        long[] shape = {features(layer.input()), out};
        int[] axes = image ? new int[] {1, 0} : new int[] {0, 1};
        fill(layer, activated(layer, weighted, out), "W", "kernel", shape, axes);
    }

    private void batchNorm(KerasLayer layer) {
        requireLastAxis(layer);
        graph.layer(
                layer.name(),
                new BatchNormalization.Builder()
                        .eps(layer.number("epsilon", EPSILON))
                        .useLogStd(false)
                        .build(),
                layer.input());
        long[] channels = {features(layer.input())};
        if (layer.flag("scale", true)) {
            fill(layer, layer.name(), "gamma", "gamma", channels, 0);
        }
        if (layer.flag("center", true)) {
            fill(layer, layer.name(), "beta", "beta", channels, 0);
        }
        fill(layer, layer.name(), "mean", "moving_mean", channels, 0);
        fill(layer, layer.name(), "var", "moving_variance", channels, 0);
    }

    private void requireLastAxis(KerasLayer layer) {
        JsonNode axis = layer.settings().path("axis");
        int found = (axis.isArray() && axis.size() == 1 ? axis.path(0) : axis).asInt(-1);
        boolean image = graph.isImage(layer.inputs().get(0));
        if ((axis.isArray() && axis.size() != 1) || (found != -1 && found != (image ? 3 : 1))) {
            throw layer.refusal("axis must be that of the channels", axis);
        }
    }

    private void activation(KerasLayer layer, KerasActivation activation) {
        graph.activation(layer.name(), activation, layer.input());
    }

    private void softmax(KerasLayer layer) {
        requireLastAxis(layer);
        activation(layer, KerasActivation.softmax());
    }

    private void pooling(KerasLayer layer, SubsamplingLayer.PoolingType type) {
        int[] size = layer.sides("pool_size", 2, 2);
        graph.layer(
                layer.name(),
                new SubsamplingLayer.Builder(type, size)
                        .stride(layer.sides("strides", size))
                        .convolutionMode(mode(layer))
                        .build(),
                image(layer));
    }

    private void globalPooling(KerasLayer layer, PoolingType type) {
        graph.layer(
                layer.name(),
                new GlobalPoolingLayer.Builder(type)
                        .collapseDimensions(!layer.flag("keepdims", false))
                        .build(),
                image(layer));
    }

    private void zeroPadding(KerasLayer layer) {
        int[] edges = layer.edges("padding");
        graph.layer(layer.name(), new ZeroPaddingLayer(edges[0], edges[1], edges[2], edges[3]), image(layer));
    }

    private void upsampling(KerasLayer layer) {
        graph.layer(
                layer.name(),
                new Upsampling2D.Builder().size(layer.sides("size", 2, 2)).build(),
                image(layer));
    }

    private void flatten(KerasLayer layer) {
        if (graph.isImage(layer.input())) {
            graph.flatten(layer.name(), layer.input());
        } else {
            activation(layer, KerasActivation.NONE);
        }
    }

    /** From a row to an image of one pixel and back, or nothing at all. */
    private void reshape(KerasLayer layer) {
        JsonNode target = layer.settings().path("target_shape");
        String from = layer.input();
        long numbers = graph.type(from).arrayElementsPerExample();
        long[] sides = sides(target, numbers);
        if (sides.length == 1 && sides[0] == numbers) {
            flatten(layer);
        } else if (Arrays.equals(sides, graph.shape(from))) {
            activation(layer, KerasActivation.NONE);
        } else if (!graph.isImage(from) && Arrays.equals(sides, new long[] {1, 1, numbers})) {
            graph.pixel(layer.name(), from);
        } else {
            throw layer.refusal("must reshape between rows and images of one pixel alone", target);
        }
    }

    /** One side may be -1, which is whatever is left. */
    private static long[] sides(JsonNode target, long numbers) {
        long[] sides = IntStream.range(0, target.size())
                .mapToLong(i -> target.path(i).asLong())
                .toArray();
        long known = Arrays.stream(sides).filter(side -> side > 0).reduce(1, Math::multiplyExact);
        return Arrays.stream(sides)
                .map(side -> side == -1 ? numbers / known : side)
                .toArray();
    }

    private void combine(KerasLayer layer, ElementWiseVertex.Op operation) {
        if (layer.inputs().size() < 2) {
            throw layer.refusal("must take in two layers or more", layer.inputs());
        }
        graph.combine(layer.name(), operation, layer.inputs());
    }

    private void concatenate(KerasLayer layer) {
        requireLastAxis(layer);
        if (layer.inputs().stream().map(graph::isImage).distinct().count() != 1) {
            throw layer.refusal("must take in images alone, or rows alone", layer.inputs());
        }
        graph.vertex(layer.name(), new MergeVertex(), layer.inputs().toArray(String[]::new));
    }

    private void rescaling(KerasLayer layer) {
        double[] offset = layer.numbers("offset");
        graph.affine(layer.name(), layer.numbers("scale"), offset.length == 0 ? new double[1] : offset, layer.input());
    }

    private void normalization(KerasLayer layer) {
        requireLastAxis(layer);
        if (layer.flag("invert", false)) {
            throw layer.refusal("must not have invert", "true");
        }
        double[] mean = statistic(layer, "mean");
        double[] deviation = Arrays.stream(statistic(layer, "variance"))
                .map(variance -> Math.max(Math.sqrt(variance), SMALLEST_DEVIATION))
                .toArray();
        int[] channels =
                IntStream.range(0, Math.max(mean.length, deviation.length)).toArray();
        graph.affine(
                layer.name(),
                Arrays.stream(channels).mapToDouble(i -> 1 / at(deviation, i)).toArray(),
                Arrays.stream(channels)
                        .mapToDouble(i -> -at(mean, i) / at(deviation, i))
                        .toArray(),
                layer.input());
    }

    private static double at(double[] numbers, int index) {
        return numbers[Math.min(index, numbers.length - 1)];
    }

    /** Told with the layer, or learned from images and kept among the tensors. */
    private double[] statistic(KerasLayer layer, String name) {
        double[] told = layer.numbers(name);
        if (told.length > 0) {
            return told;
        }
        try (var learned = tensors.claim(layer, name, channels(layer.input())).get()) {
            return learned.toDoubleVector();
        }
    }

    /** Arithmetic that was written as an expression: with a number, or with another layer. */
    private void operator(KerasLayer layer) {
        String function = layer.text("function", "");
        JsonNode operand = layer.call().path("y");
        boolean adds = List.of("__operators__.add", "math.add").contains(function);
        if (!adds && !function.equals("math.multiply")) {
            throw layer.refusal("must be an addition or a multiplication, being an expression", function);
        }
        if (operand.isNumber()) {
            graph.vertex(
                    layer.name(),
                    adds ? new ShiftVertex(operand.asDouble()) : new ScaleVertex(operand.asDouble()),
                    layer.input());
        } else {
            combine(layer, adds ? ElementWiseVertex.Op.Add : ElementWiseVertex.Op.Product);
        }
    }
}
