package org.tl4j.dl4j.training;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.dl4j.architecture.Architecture;

/** One block as in small networks for photos, on images that are wider than high, with statistics as if trained. */
final class DepthwiseNetwork {
    static final int EXAMPLES = 4;
    static final int CHANNELS = 3;
    static final int HEIGHT = 7;
    static final int WIDTH = 10;
    static final int CLASSES = 3;
    static final String CLASSIFIER = "classifier";
    static final List<String> BODY = List.of(
            "stem", "stem-norm", "depthwise", "depthwise-norm", "squeeze", "excite", "pointwise", "pointwise-norm");

    private static final int INSIDE = 5;

    private DepthwiseNetwork() {}

    /** Creates the network with or without a bias in the depthwise convolution, which the batch norm makes redundant. */
    static ComputationGraph graph(boolean bias) {
        return graph(bias, convolution(1, 1, 0, 4).hasBias(false).build());
    }

    /** Creates the network with a different last convolution. */
    static ComputationGraph graph(ConvolutionLayer pointwise) {
        return graph(false, pointwise);
    }

    private static ComputationGraph graph(boolean bias, ConvolutionLayer pointwise) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new NoOp())
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Truncate)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .addLayer("stem", convolution(3, 1, 1, INSIDE).hasBias(false).build(), Architecture.INPUT)
                .addLayer("stem-norm", norm(), "stem")
                .addLayer("stem-relu6", new ActivationLayer(Activation.RELU6), "stem-norm")
                .addLayer("depthwise", depthwise(bias), "stem-relu6")
                .addLayer("depthwise-norm", norm(), "depthwise")
                .addLayer("depthwise-silu", new ActivationLayer(Activation.SWISH), "depthwise-norm")
                .addLayer("average", average(), "depthwise-silu")
                .addLayer("squeeze", convolution(1, 1, 0, 2).build(), "average")
                .addLayer("squeeze-silu", new ActivationLayer(Activation.SWISH), "squeeze")
                .addLayer("excite", convolution(1, 1, 0, INSIDE).build(), "squeeze-silu")
                .addLayer("excite-sigmoid", new ActivationLayer(Activation.SIGMOID), "excite")
                .addLayer(
                        "spread",
                        new Upsampling2D.Builder().size(new int[] {4, 5}).build(),
                        "excite-sigmoid")
                .addVertex("weighed", new ElementWiseVertex(ElementWiseVertex.Op.Product), "depthwise-silu", "spread")
                .addLayer("pointwise", pointwise, "weighed")
                .addLayer("pointwise-norm", norm(), "pointwise")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "pointwise-norm")
                .addLayer(CLASSIFIER, new DenseLayer.Builder().nOut(CLASSES).build(), "pool")
                .addLayer("output", loss(), CLASSIFIER)
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS))
                .build());
        graph.init();
        moveFromTheStart(graph);
        return graph;
    }

    private static ConvolutionLayer.Builder convolution(int kernel, int stride, int padding, int channels) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .nOut(channels);
    }

    private static DepthwiseConvolution2D depthwise(boolean bias) {
        return new DepthwiseConvolution2D.Builder(5, 5)
                .depthMultiplier(1)
                .nOut(INSIDE)
                .stride(2, 2)
                .padding(2, 2)
                .hasBias(bias)
                .build();
    }

    private static BatchNormalization norm() {
        return new BatchNormalization.Builder(0.9, false).useLogStd(false).build();
    }

    private static GlobalPoolingLayer average() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .collapseDimensions(false)
                .build();
    }

    private static LossLayer loss() {
        return new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Sets random values: in a fresh network biases are 0, and batch norms have almost no effect. */
    private static void moveFromTheStart(ComputationGraph graph) {
        Nd4j.getRandom().setSeed(7);
        for (Layer layer : graph.getLayers()) {
            layer.paramTable().forEach((key, values) -> {
                if (!key.equals("W")) {
                    try (INDArray noise = Nd4j.rand(DataType.FLOAT, values.shape())) {
                        values.addi(noise);
                    }
                }
            });
        }
    }
}
