package org.tl4j.dl4j.convert.keras;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;

/** Converts each layer of Keras to layers of a DL4J graph. */
final class KerasParts {
    /** The size for a network that accepts images of any size. */
    private static final ImageSize USUAL = ImageSize.square(224);

    /** The smallest deviation that Keras' Normalization uses. */
    private static final double SMALLEST_DEVIATION = 1e-7;

    private final KerasModel model;
    private final boolean keras3;
    private final KerasTensors tensors;
    private final KerasGraph graph;
    private final KerasWeightedLayers weighted;

    KerasParts(KerasModel model, boolean keras3, KerasTensors tensors) {
        this.model = model;
        this.keras3 = keras3;
        this.tensors = tensors;
        this.graph = new KerasGraph(model.size().orElse(USUAL), model.channels());
        this.weighted = new KerasWeightedLayers(keras3, tensors, graph);
    }

    /**
     * The graph, filled; the caller closes it.
     *
     * @throws org.tl4j.core.error.WeightsException if the kind of a layer is not supported
     */
    ComputationGraph graph() {
        model.layers().forEach(this::add);
        return graph.build(model.output());
    }

    private void add(KerasLayer layer) {
        layer.check();
        switch (layer.kind()) {
            case "Conv2D" -> weighted.convolution(layer);
            case "DepthwiseConv2D" -> weighted.depthwise(layer);
            case "SeparableConv2D" -> weighted.separable(layer);
            case "Dense" -> weighted.dense(layer);
            case "BatchNormalization", "BatchNormalizationV1" -> weighted.batchNorm(layer);
            case "Activation" -> activation(layer, KerasActivation.of(layer, keras3));
            case "PReLU" -> weighted.prelu(layer);
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
            case "RandomCrop" -> randomCrop(layer);
            // they are the identity at inference
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

    private void activation(KerasLayer layer, KerasActivation activation) {
        graph.activation(layer.name(), activation, layer.input());
    }

    private void softmax(KerasLayer layer) {
        graph.requireLastAxis(layer);
        activation(layer, KerasActivation.softmax());
    }

    private void pooling(KerasLayer layer, SubsamplingLayer.PoolingType type) {
        int[] size = layer.sides("pool_size", 2, 2);
        graph.layer(
                layer.name(),
                new SubsamplingLayer.Builder(type, size)
                        .stride(layer.sides("strides", size))
                        .convolutionMode(layer.padding())
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
        layer.require("interpolation", "nearest");
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

    /** From a row to an image of one pixel and back, or the identity. */
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
            throw layer.refusal("must reshape between rows and images of one pixel only", target);
        }
    }

    /** One side may be -1, which is the rest. */
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
            throw layer.refusal("must have two or more inputs", layer.inputs());
        }
        graph.combine(layer.name(), operation, layer.inputs());
    }

    private void concatenate(KerasLayer layer) {
        graph.requireLastAxis(layer);
        if (layer.inputs().stream().map(graph::isImage).distinct().count() != 1) {
            throw layer.refusal("must have only images or only rows as inputs", layer.inputs());
        }
        graph.vertex(layer.name(), new MergeVertex(), layer.inputs().toArray(String[]::new));
    }

    private void rescaling(KerasLayer layer) {
        double[] offset = layer.numbers("offset");
        graph.affine(layer.name(), layer.numbers("scale"), offset.length == 0 ? new double[1] : offset, layer.input());
    }

    private void normalization(KerasLayer layer) {
        graph.requireLastAxis(layer);
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

    /** Given with the layer, or computed from images and stored among the tensors. */
    private double[] statistic(KerasLayer layer, String name) {
        double[] told = layer.numbers(name);
        if (told.length > 0) {
            return told;
        }
        try (var learned =
                tensors.claim(layer, name, graph.features(layer.input())).get()) {
            return learned.toDoubleVector();
        }
    }

    /** Arithmetic that was written as an expression: with a constant, or with another layer. */
    private void operator(KerasLayer layer) {
        String function = layer.text("function", "");
        if (layer.call().path(KerasLayer.FIRST).isNumber()) {
            numberFirst(layer, function, layer.call().path(KerasLayer.FIRST).asDouble());
            return;
        }
        JsonNode operand = layer.call().path("y");
        if (operand.isNumber()) {
            double number = operand.asDouble();
            graph.vertex(
                    layer.name(),
                    switch (function) {
                        case "__operators__.add", "math.add" -> new ShiftVertex(number);
                        case "math.subtract" -> new ShiftVertex(-number);
                        case "math.multiply" -> new ScaleVertex(number);
                        case "math.truediv" -> new ScaleVertex(1 / number);
                        default -> throw unknown(layer, function);
                    },
                    layer.input());
            return;
        }
        combine(
                layer,
                switch (function) {
                    case "__operators__.add", "math.add" -> ElementWiseVertex.Op.Add;
                    case "math.subtract" -> ElementWiseVertex.Op.Subtract;
                    case "math.multiply" -> ElementWiseVertex.Op.Product;
                    default -> throw unknown(layer, function);
                });
    }

    private void numberFirst(KerasLayer layer, String function, double number) {
        switch (function) {
            case "__operators__.add", "math.add" -> graph.vertex(layer.name(), new ShiftVertex(number), layer.input());
            case "math.multiply" -> graph.vertex(layer.name(), new ScaleVertex(number), layer.input());
            case "math.subtract" -> graph.affine(layer.name(), new double[] {-1}, new double[] {number}, layer.input());
            default -> throw unknown(layer, function);
        }
    }

    /** Keras before and after 2.9 treats images of another size differently at inference. */
    private void randomCrop(KerasLayer layer) {
        long[] size = {
            (long) layer.number("height", 0),
            (long) layer.number("width", 0),
            graph.image(layer.input()).getChannels()
        };
        if (!Arrays.equals(size, graph.shape(layer.input()))) {
            throw layer.refusal("must crop to the size of its images", Arrays.toString(size));
        }
        activation(layer, KerasActivation.NONE);
    }

    private static WeightsException unknown(KerasLayer layer, String function) {
        return layer.refusal("must add, subtract or multiply, or divide by a number, being an expression", function);
    }
}
