package org.tl4j.dl4j.architecture;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Builds a graph vertex by vertex; every method returns the name of the vertex it added, as input of the next one.
 * Padding is explicit and equal on all sides, as in PyTorch, never DL4J's {@code Same}.
 */
final class GraphBuilder {
    /** The value of PyTorch and He et al.; DL4J's default is the same today but could change. */
    private static final double BATCH_NORM_EPSILON = 1e-5;

    /** One minus PyTorch's momentum of 0.1. */
    private static final double BATCH_NORM_DECAY = 0.9;

    private final ComputationGraphConfiguration.GraphBuilder builder;

    GraphBuilder(Preprocessing input, Architecture.Initialisation initialisation) {
        this.builder = new NeuralNetConfiguration.Builder()
                .seed(initialisation.seed())
                .updater(initialisation.updater())
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .setInputTypes(InputType.convolutional(
                        input.crop().height(),
                        input.crop().width(),
                        input.channels().channels()));
    }

    String convolution(String name, String from, int channels, int kernel, int stride, int padding, boolean bias) {
        builder.addLayer(
                name,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .nOut(channels)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .hasBias(bias)
                        .build(),
                from);
        return name;
    }

    /** A depthwise convolution without bias, padded so that stride 1 keeps the size. */
    String depthwise(String name, String from, int channels, int kernel, int stride) {
        builder.addLayer(
                name,
                new DepthwiseConvolution2D.Builder(kernel, kernel)
                        .depthMultiplier(1)
                        .nOut(channels)
                        .stride(stride, stride)
                        .padding(kernel / 2, kernel / 2)
                        .hasBias(false)
                        .build(),
                from);
        return name;
    }

    String batchNorm(String name, String from) {
        // useLogStd(false): the variance itself is stored, as in other frameworks
        builder.addLayer(
                name,
                new BatchNormalization.Builder(BATCH_NORM_DECAY, false)
                        .eps(BATCH_NORM_EPSILON)
                        .useLogStd(false)
                        .build(),
                from);
        return name;
    }

    String relu(String name, String from) {
        return activation(name, from, Activation.RELU);
    }

    String activation(String name, String from, Activation activation) {
        builder.addLayer(name, new ActivationLayer(activation), from);
        return name;
    }

    String maxPool(String name, String from, int kernel, int stride) {
        return maxPool(name, from, kernel, stride, 0);
    }

    /** Max pooling; padding is ignored, even beside negative values. */
    String maxPool(String name, String from, int kernel, int stride, int padding) {
        return pool(name, from, SubsamplingLayer.PoolingType.MAX, kernel, stride, padding);
    }

    String averagePool(String name, String from, int kernel, int stride) {
        return pool(name, from, SubsamplingLayer.PoolingType.AVG, kernel, stride, 0);
    }

    private String pool(
            String name, String from, SubsamplingLayer.PoolingType type, int kernel, int stride, int padding) {
        builder.addLayer(
                name,
                new SubsamplingLayer.Builder(type, new int[] {kernel, kernel})
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .build(),
                from);
        return name;
    }

    /**
     * Max pooling with PyTorch's {@code ceil_mode}: windows that only begin inside the image count too. For non-negative
     * values only: incomplete windows, at the right and bottom, are filled with zeros.
     */
    String maxPoolRoundingUp(String name, String from, int kernel, int stride) {
        ImageSize size = size(from);
        int below = Math.floorMod(kernel - size.height(), stride);
        int right = Math.floorMod(kernel - size.width(), stride);
        String top = from;
        if (below > 0 || right > 0) {
            top = name + ".padding";
            builder.addLayer(top, new ZeroPaddingLayer(0, below, 0, right), from);
        }
        return maxPool(name, top, kernel, stride);
    }

    /** Height and width of the output of a vertex. */
    private ImageSize size(String vertex) {
        var type = (InputType.InputTypeConvolutional)
                builder.getLayerActivationTypes().get(vertex);
        return new ImageSize(Math.toIntExact(type.getWidth()), Math.toIntExact(type.getHeight()));
    }

    String globalAverage(String name, String from) {
        builder.addLayer(name, new GlobalPoolingLayer(PoolingType.AVG), from);
        return name;
    }

    /** Global average pooling, with an output of one pixel. */
    String pixelAverage(String name, String from) {
        builder.addLayer(
                name,
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .collapseDimensions(false)
                        .build(),
                from);
        return name;
    }

    /** Repeats one pixel over an image of the size of another vertex. */
    String spread(String name, String from, String like) {
        ImageSize size = size(like);
        builder.addLayer(
                name,
                new Upsampling2D.Builder()
                        .size(new int[] {size.height(), size.width()})
                        .build(),
                from);
        return name;
    }

    String dense(String name, String from, int outputs) {
        builder.addLayer(
                name,
                new DenseLayer.Builder()
                        .nOut(outputs)
                        .weightInit(WeightInit.XAVIER)
                        .build(),
                from);
        return name;
    }

    String add(String name, String first, String second) {
        return vertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), first, second);
    }

    String multiply(String name, String first, String second) {
        return vertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), first, second);
    }

    /** Reshapes the values of each image, row-major. */
    String reshape(String name, String from, int channels, int height, int width) {
        return vertex(name, new ReshapeVertex('c', new int[] {-1, channels, height, width}, null), from);
    }

    /** Adds rows of zeros above and below. */
    String padRows(String name, String from, int rows) {
        builder.addLayer(name, new ZeroPaddingLayer(rows, rows, 0, 0), from);
        return name;
    }

    String vertex(String name, GraphVertex vertex, String... from) {
        builder.addVertex(name, vertex, from);
        return name;
    }

    /** Ends the graph with a softmax over {@code logits}. */
    ComputationGraphConfiguration softmax(String logits) {
        return builder.addLayer(
                        Architecture.OUTPUT,
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        logits)
                .setOutputs(Architecture.OUTPUT)
                .build();
    }
}
