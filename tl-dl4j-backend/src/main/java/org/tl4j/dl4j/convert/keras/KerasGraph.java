package org.tl4j.dl4j.convert.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.convert.source.FlattenOrder;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.graph.InputCopies;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * A graph for images [channels, height, width] that is built layer by layer, with the shapes of all outputs and with
 * the sources of its parameters, which are read after the graph is allocated.
 */
final class KerasGraph {
    /** The largest output of a layer for one image: 1 GiB. */
    private static final long MOST_NUMBERS = 1 << 28;

    private final GraphBuilder builder = new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new NoOp())
            .activation(Activation.IDENTITY)
            // Keras' default, for training from scratch
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .graphBuilder()
            .addInputs(Architecture.INPUT);

    private final Map<String, InputType> types = new LinkedHashMap<>();
    private final Set<String> flattened = new HashSet<>();
    private final List<Filling> fillings = new ArrayList<>();

    /** The source of a parameter's values, and the order of its axes. */
    private record Filling(String vertex, String parameter, Supplier<INDArray> numbers, List<Integer> axes) {}

    KerasGraph(ImageSize size, int channels) {
        types.put(Architecture.INPUT, InputType.convolutional(size.height(), size.width(), channels));
    }

    /** The output type of a vertex. */
    InputType type(String vertex) {
        return types.get(vertex);
    }

    /**
     * The output of a vertex as an image.
     *
     * @throws WeightsException if it is not an image
     */
    InputTypeConvolutional image(String vertex) {
        if (type(vertex) instanceof InputTypeConvolutional image) {
            return image;
        }
        throw UnsupportedModel.part(vertex, "must have an image as output", "a row");
    }

    /** Whether the output of a vertex is an image, and not a row. */
    boolean isImage(String vertex) {
        return type(vertex) instanceof InputTypeConvolutional;
    }

    /** Whether a row is the values of an image of more than one pixel, height first. */
    boolean isFlattened(String vertex) {
        return flattened.contains(vertex);
    }

    /** The output shape of a vertex in Keras' order: [height, width, channels], or the length of a row. */
    long[] shape(String vertex) {
        return type(vertex) instanceof InputTypeConvolutional image
                ? new long[] {image.getHeight(), image.getWidth(), image.getChannels()}
                : new long[] {type(vertex).arrayElementsPerExample()};
    }

    /** The length of the last axis in Keras: the channels of an image, or all of a row. */
    long features(String vertex) {
        long[] shape = shape(vertex);
        return shape[shape.length - 1];
    }

    /** Rejects a layer along another axis. */
    void requireLastAxis(KerasLayer layer) {
        JsonNode axis = layer.settings().path("axis");
        int found = (axis.isArray() && axis.size() == 1 ? axis.path(0) : axis).asInt(-1);
        if ((axis.isArray() && axis.size() != 1)
                || (found != -1 && found != shape(layer.inputs().get(0)).length)) {
            throw layer.refusal("axis must be that of the channels", axis);
        }
    }

    void layer(String name, Layer layer, String from) {
        layer.setNIn(type(from), true);
        put(name, layer.getOutputType(0, type(from)));
        builder.addLayer(name, layer, from);
        if (isFlattened(from) && !(layer instanceof DenseLayer)) {
            flattened.add(name);
        }
    }

    void vertex(String name, GraphVertex vertex, String... from) {
        InputType[] inputs = Arrays.stream(from).map(this::type).toArray(InputType[]::new);
        vertex(name, vertex, vertex.getOutputType(0, inputs), from);
    }

    void vertex(String name, GraphVertex vertex, InputType type, String... from) {
        put(name, type);
        builder.addVertex(name, vertex, from);
    }

    private void put(String name, InputType type) {
        long numbers = 1;
        for (long side : type.getShape()) {
            numbers = side < 1 || side > MOST_NUMBERS ? MOST_NUMBERS + 1 : Math.min(numbers * side, MOST_NUMBERS + 1);
        }
        if (numbers > MOST_NUMBERS) {
            throw UnsupportedModel.part(name, "must have 1 to " + MOST_NUMBERS + " output values", type.toString());
        }
        if (types.put(name, type) != null) {
            throw UnsupportedModel.part(name, "must have a name of its own", "two of them");
        }
    }

    /**
     * Registers a parameter that is filled from values of Keras' shape, whose axes are permuted to ours by {@code
     * axes}.
     */
    void fill(String vertex, String parameter, Supplier<INDArray> numbers, int... axes) {
        fillings.add(new Filling(
                vertex, parameter, numbers, IntStream.of(axes).boxed().toList()));
    }

    void activation(String name, KerasActivation activation, String from) {
        if (activation.isSoftmax() && isImage(from)) {
            softmaxOfPixel(name, from);
            return;
        }
        String top = from;
        if (activation.scale() != 1) {
            top = name + "_scale";
            vertex(top, new ScaleVertex(activation.scale()), from);
        }
        String gate = activation.gate() ? name + "_gate" : name;
        layer(gate, new ActivationLayer(activation.function()), top);
        if (activation.gate()) {
            vertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), from, gate);
        }
    }

    /** DL4J's softmax goes along the last axis: for an image this would be the width, where Keras uses the channels. */
    private void softmaxOfPixel(String name, String from) {
        InputTypeConvolutional image = image(from);
        if (image.getHeight() != 1 || image.getWidth() != 1) {
            throw UnsupportedModel.part(name, "must take the softmax of a row or of one pixel", image.toString());
        }
        flatten(name + "_row", from);
        layer(name + "_softmax", new ActivationLayer(new ActivationSoftmax()), name + "_row");
        pixel(name, name + "_softmax");
    }

    /** A row as the channels of one pixel. */
    void pixel(String name, String from) {
        long channels = type(from).arrayElementsPerExample();
        vertex(
                name,
                new PreprocessorVertex(new FeedForwardToCnnPreProcessor(1, 1, channels)),
                InputType.convolutional(1, 1, channels),
                from);
    }

    /** One image of pixels, its values in Keras' order. {@link FlattenOrder} recognises it by this mark. */
    void flatten(String name, String from) {
        InputTypeConvolutional image = image(from);
        vertex(
                name,
                new PreprocessorVertex(new CnnToFeedForwardPreProcessor(
                        image.getHeight(), image.getWidth(), image.getChannels(), CNN2DFormat.NHWC)),
                InputType.feedForward(image.arrayElementsPerExample()),
                from);
        if (image.getHeight() * image.getWidth() > 1) {
            flattened.add(name);
        }
    }

    /** {@code scale * x + offset}, one value for all channels or one per channel. */
    void affine(String name, double[] scale, double[] offset, String from) {
        if (scale.length == 1 && offset.length == 1) {
            vertex(name + "_scale", new ScaleVertex(scale[0]), from);
            vertex(name, new ShiftVertex(offset[0]), name + "_scale");
            return;
        }
        long channels = perChannel(name, true, from);
        fill(name, "W", () -> row(name, scale, channels), 0);
        fill(name, "b", () -> row(name, offset, channels), 0);
    }

    /** Multiplies each channel by a weight of its own, and adds a bias if it has one; returns the number of channels. */
    long perChannel(String name, boolean bias, String from) {
        long channels = image(from).getChannels();
        layer(
                name,
                new DepthwiseConvolution2D.Builder(1, 1)
                        .depthMultiplier(1)
                        .weightInit(WeightInit.ZERO)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .hasBias(bias)
                        .nOut(Math.toIntExact(channels))
                        .build(),
                from);
        return channels;
    }

    private static INDArray row(String name, double[] numbers, long channels) {
        if (numbers.length != 1 && numbers.length != channels) {
            throw UnsupportedModel.part(
                    name, "must have a value for each of " + channels + " channels", "" + numbers.length);
        }
        float[] row = new float[Math.toIntExact(channels)];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) numbers[numbers.length == 1 ? 0 : i];
        }
        return Nd4j.createFromArray(row);
    }

    /** Element by element; as Keras does, images of one pixel are repeated to the size of the others. */
    void combine(String name, ElementWiseVertex.Op operation, List<String> from) {
        String[] inputs = from.toArray(String[]::new);
        if (isImage(inputs[0])) {
            InputTypeConvolutional largest = from.stream()
                    .map(this::image)
                    .reduce((a, b) -> a.arrayElementsPerExample() >= b.arrayElementsPerExample() ? a : b)
                    .orElseThrow();
            Arrays.setAll(inputs, i -> spread(name + "_spread" + i, inputs[i], largest));
        }
        vertex(name, new ElementWiseVertex(operation), inputs);
    }

    /**
     * The name of the vertex that repeats an image of one pixel to the size of another; {@code from} itself if it has
     * that size.
     */
    private String spread(String name, String from, InputTypeConvolutional like) {
        InputTypeConvolutional image = image(from);
        if (image.getHeight() == like.getHeight() && image.getWidth() == like.getWidth()) {
            return from;
        }
        if (image.getHeight() != 1 || image.getWidth() != 1 || image.getChannels() != like.getChannels()) {
            throw UnsupportedModel.part(
                    name, "must combine images of one size, or of one pixel per channel", image + ", " + like);
        }
        layer(
                name,
                new Upsampling2D.Builder()
                        .size(new int[] {Math.toIntExact(like.getHeight()), Math.toIntExact(like.getWidth())})
                        .build(),
                from);
        return name;
    }

    /** The graph, filled, that ends in {@code output}; the caller closes it. */
    ComputationGraph build(String output) {
        ComputationGraphConfiguration configuration = builder.setOutputs(output).build();
        Map<String, FlattenOrder> orders = FlattenOrder.of(configuration, List.copyOf(types.keySet()));
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof PreprocessorVertex preprocessor
                    && preprocessor.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten) {
                flatten.setFormat(CNN2DFormat.NCHW);
            }
        });
        InputCopies.protect(configuration);
        ComputationGraph graph = new ComputationGraph(configuration);
        try {
            graph.init();
            fillings.forEach(filling -> fill(graph, filling, orders.get(filling.vertex())));
            return graph;
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    private static void fill(ComputationGraph graph, Filling filling, FlattenOrder order) {
        var layer = graph.getLayer(filling.vertex());
        INDArray target = layer.getParam(filling.parameter());
        try (INDArray numbers = filling.numbers().get()) {
            INDArray turned = numbers.permute(
                    filling.axes().stream().mapToInt(axis -> axis).toArray());
            if (order != null && order.concerns(layer.conf().getLayer(), filling.parameter())) {
                try (INDArray reordered = order.reordered(turned)) {
                    target.assign(reordered.reshape('c', target.shape()));
                }
            } else {
                target.assign(turned.reshape('c', target.shape()));
            }
        }
    }
}
