package org.tl4j.dl4j.backbone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.NamedParameters;

/**
 * A small network with every case for a boundary: a convolution on the input, which is the input of a rectifier and of
 * a merge, a batch norm, a sum, a rectifier inside, and outputs with and without height and width. The output of each
 * vertex is computed a second time here, in plain Java.
 */
final class BranchedNetwork {
    static final List<String> SPATIAL = List.of("conv1", "relu1", "both", "norm", "sum", "conv2", "relu2");
    static final List<String> FLAT = List.of("avgpool", "dense");

    static final int HEIGHT = 4;
    static final int WIDTH = 5;
    static final int POSITIONS = HEIGHT * WIDTH;

    private static final int STEM = 4;
    private static final int TOP = 3;
    private static final double EPSILON = 1e-5;

    static final Preprocessing INPUT = new Preprocessing(
            new ResizeRule.Exact(new ImageSize(WIDTH, HEIGHT)),
            new ImageSize(WIDTH, HEIGHT),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    /** The groups from the input on, the classifier last. */
    static final List<LayerGroup> GROUPS = List.of(
            new LayerGroup("stem", List.of("conv1")),
            new LayerGroup("middle", List.of("norm")),
            new LayerGroup("top", List.of("conv2")),
            new LayerGroup(TrainableNetwork.HEAD, List.of("dense")));

    private final ComputationGraph graph;

    private BranchedNetwork(ComputationGraph graph) {
        this.graph = graph;
    }

    /** With random parameters; the statistics of its norm are not the initial ones. */
    static BranchedNetwork make() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new NoOp())
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(Architecture.INPUT)
                .addLayer("conv1", convolution(STEM, 3, 1), Architecture.INPUT)
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "conv1")
                .addVertex("both", new MergeVertex(), "conv1", "relu1")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder()
                                .eps(EPSILON)
                                .useLogStd(false)
                                .build(),
                        "both")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "both")
                .addLayer("conv2", convolution(TOP, 1, 0), "sum")
                .addLayer("relu2", new ActivationLayer(Activation.RELU), "conv2")
                .addLayer("avgpool", new GlobalPoolingLayer(PoolingType.AVG), "relu2")
                .addLayer("dense", new DenseLayer.Builder().nOut(2).build(), "avgpool")
                .addLayer(
                        Architecture.OUTPUT,
                        new LossLayer.Builder().activation(Activation.SOFTMAX).build(),
                        "dense")
                .setOutputs(Architecture.OUTPUT)
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3))
                .build());
        graph.init();
        Random random = new Random(5);
        for (int i = 0; i < graph.params().length(); i++) {
            graph.params().putScalar(i, (random.nextFloat() - 0.4f) / 2);
        }
        graph.getLayer("norm").getParam("var").assign(0.7);
        return new BranchedNetwork(graph);
    }

    private static ConvolutionLayer convolution(int channels, int kernel, int padding) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(channels)
                .padding(padding, padding)
                .build();
    }

    static ImageBatch images(int count) {
        ImageBatch images = ImageBatch.allocate(count, INPUT);
        Random random = new Random(8);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, (float) random.nextGaussian());
        }
        return images;
    }

    ComputationGraph graph() {
        return graph;
    }

    Boundaries boundaries() {
        return new Boundaries(graph.getConfiguration(), INPUT, GROUPS, "avgpool");
    }

    /** A backbone up to some boundaries; closing it closes the network. */
    Dl4jBackbone upTo(List<String> names, Pooling pooling) {
        Boundary boundary = boundaries().choose(names, Optional.of(pooling));
        Set<String> frozen = GraphPaths.upTo(graph.getConfiguration(), boundary.vertices());
        return new Dl4jBackbone(
                new BackboneSpec(
                        "branched",
                        Digest.of("branched"),
                        INPUT,
                        boundary,
                        GROUPS.stream()
                                .filter(group -> frozen.containsAll(group.layers()))
                                .toList(),
                        1,
                        0.01,
                        "test"),
                graph,
                boundary.vertices().stream().map(boundaries()::shape).toList());
    }

    /**
     * The output of each vertex for one image: one array per channel, with one value per position, or a single value
     * for a row.
     */
    Map<String, double[][]> outputs(ImageBatch images, int image) {
        double[][] pixels = new double[3][POSITIONS];
        for (int i = 0; i < 3 * POSITIONS; i++) {
            pixels[i / POSITIONS][i % POSITIONS] = images.values().get(image * 3 * POSITIONS + i);
        }
        Map<String, float[]> numbers = new LinkedHashMap<>();
        for (Tensor tensor : NamedParameters.of(graph).copy()) {
            numbers.put(tensor.name(), TuningKit.numbers(tensor));
        }
        Map<String, double[][]> outputs = new LinkedHashMap<>();
        outputs.put("conv1", convolved(pixels, numbers.get("conv1.weight"), numbers.get("conv1.bias"), 3));
        outputs.put("relu1", rectified(outputs.get("conv1")));
        double[][] both = Arrays.copyOf(outputs.get("conv1"), 2 * STEM);
        System.arraycopy(outputs.get("relu1"), 0, both, STEM, STEM);
        outputs.put("both", both);
        double[][] norm = new double[2 * STEM][POSITIONS];
        double[][] sum = new double[2 * STEM][POSITIONS];
        for (int c = 0; c < 2 * STEM; c++) {
            double deviation = Math.sqrt(numbers.get("norm.running_var")[c] + EPSILON);
            for (int p = 0; p < POSITIONS; p++) {
                norm[c][p] =
                        (both[c][p] - numbers.get("norm.running_mean")[c]) / deviation * numbers.get("norm.weight")[c]
                                + numbers.get("norm.bias")[c];
                sum[c][p] = norm[c][p] + both[c][p];
            }
        }
        outputs.put("norm", norm);
        outputs.put("sum", sum);
        outputs.put("conv2", convolved(sum, numbers.get("conv2.weight"), numbers.get("conv2.bias"), 1));
        outputs.put("relu2", rectified(outputs.get("conv2")));
        double[][] averages = new double[TOP][1];
        double[][] dense = new double[2][1];
        for (int c = 0; c < TOP; c++) {
            averages[c][0] = Arrays.stream(outputs.get("relu2")[c]).average().orElseThrow();
        }
        for (int o = 0; o < 2; o++) {
            dense[o][0] = numbers.get("dense.bias")[o];
            for (int c = 0; c < TOP; c++) {
                dense[o][0] += numbers.get("dense.weight")[o * TOP + c] * averages[c][0];
            }
        }
        outputs.put("avgpool", averages);
        outputs.put("dense", dense);
        return outputs;
    }

    private static double[][] rectified(double[][] values) {
        return Arrays.stream(values)
                .map(channel ->
                        Arrays.stream(channel).map(value -> Math.max(0, value)).toArray())
                .toArray(double[][]::new);
    }

    /** With zero padding that keeps the size. */
    private static double[][] convolved(double[][] in, float[] weights, float[] biases, int kernel) {
        double[][] out = new double[biases.length][POSITIONS];
        for (int o = 0; o < out.length; o++) {
            for (int p = 0; p < POSITIONS; p++) {
                out[o][p] = biases[o];
                for (int i = 0; i < in.length * kernel * kernel; i++) {
                    int y = p / WIDTH + i / kernel % kernel - kernel / 2;
                    int x = p % WIDTH + i % kernel - kernel / 2;
                    if (y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH) {
                        out[o][p] +=
                                weights[o * in.length * kernel * kernel + i] * in[i / (kernel * kernel)][y * WIDTH + x];
                    }
                }
            }
        }
        return out;
    }
}
