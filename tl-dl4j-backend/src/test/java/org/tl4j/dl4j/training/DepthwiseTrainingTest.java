package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.backbone.TuningKit.centralDifference;
import static org.tl4j.dl4j.backbone.TuningKit.differences;
import static org.tl4j.dl4j.backbone.TuningKit.largest;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.OwnedGraph;

/** Networks with depthwise convolutions and squeeze and excitation are trained with correct gradients. */
class DepthwiseTrainingTest {
    private static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void foldedNormsChangeNothing(boolean bias) {
        ExampleBatch batch = batch();
        ComputationGraph graph = DepthwiseNetwork.graph(bias);
        float[][] expected;
        try (INDArray input = Arrays4j.from(
                        batch.inputs(),
                        DepthwiseNetwork.EXAMPLES,
                        DepthwiseNetwork.CHANNELS,
                        DepthwiseNetwork.HEIGHT,
                        DepthwiseNetwork.WIDTH);
                INDArray output = graph.outputSingle(input)) {
            expected = Arrays4j.rows(output, DepthwiseNetwork.EXAMPLES);
        }
        try (TrainableNetwork network = network(graph, BatchNormMode.FROZEN)) {
            float[][] found = network.probabilities(batch);
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-6f));
            }
        }
    }

    /** A central difference of the loss is the independent source of each gradient. */
    @ParameterizedTest
    @CsvSource({"FROZEN, false", "FROZEN, true", "ADAPTIVE, false"})
    void oneStepMovesParametersByTheirGradients(BatchNormMode mode, boolean bias) {
        ExampleBatch batch = batch();
        try (TrainableNetwork network = network(DepthwiseNetwork.graph(bias), mode)) {
            NetworkState before = network.state();
            network.step(batch, List.of(1.0, 1.0));
            Map<String, float[]> started = numbers(before);
            Map<String, float[]> moved = numbers(network.state());
            assertThat(moved).containsKeys("depthwise.W", "pointwise.W", "squeeze.b", "excite.b", "stem.W");
            moved.keySet().removeIf(name -> name.endsWith("mean") || name.endsWith("var"));
            moved.forEach((name, numbers) -> {
                int index = largest(differences(started.get(name), numbers));
                // small, because a difference across the kink of a ReLU is no derivative; the loss is accurate to 1e-7
                double gradient = centralDifference(network, before, batch, name, index, 1e-3);

                assertThat((double) started.get(name)[index] - numbers[index])
                        .as(name + " " + index)
                        .isCloseTo(gradient, within(0.02 * Math.abs(gradient) + 2e-4));
            });
        }
    }

    @Test
    void normBehindAnActivationIsNotFolded() {
        assertNotFolded(new ConvolutionLayer.Builder(1, 1)
                .nOut(4)
                .activation(Activation.TANH)
                .build());
    }

    @Test
    void normBehindAnotherKindOfConvolutionIsNotFolded() {
        assertNotFolded(new Deconvolution2D.Builder(2, 2).nOut(4).build());
        assertNotFolded(new SeparableConvolution2D.Builder(1, 1).nOut(4).build());
    }

    /** The batch norm keeps its position, as a layer that scales and shifts. */
    private static void assertNotFolded(ConvolutionLayer convolution) {
        ComputationGraph graph = DepthwiseNetwork.graph(convolution);
        assertThat(BatchNormFolding.fold(graph.getConfiguration().clone()))
                .containsEntry("pointwise-norm", "pointwise-norm")
                .doesNotContainKey("pointwise");
        OwnedGraph.free(graph);
    }

    private static TrainableNetwork network(ComputationGraph graph, BatchNormMode mode) {
        List<LayerGroup> groups = List.of(
                new LayerGroup("body", DepthwiseNetwork.BODY),
                new LayerGroup(TrainableNetwork.HEAD, List.of(DepthwiseNetwork.CLASSIFIER)));
        return new Dl4jTrainableNetwork(
                TrainingSetup.whole(
                        graph,
                        List.of((long) DepthwiseNetwork.CHANNELS, (long) DepthwiseNetwork.HEIGHT, (long)
                                DepthwiseNetwork.WIDTH),
                        DepthwiseNetwork.CLASSES,
                        groups,
                        mode),
                PLAIN);
    }

    private static ExampleBatch batch() {
        int values = DepthwiseNetwork.CHANNELS * DepthwiseNetwork.HEIGHT * DepthwiseNetwork.WIDTH;
        ExampleBatch batch = ExampleBatch.allocate(DepthwiseNetwork.EXAMPLES, values, DepthwiseNetwork.CLASSES);
        Random random = new Random(3);
        for (int i = 0; i < batch.inputs().limit(); i++) {
            batch.inputs().put(i, (float) random.nextGaussian());
        }
        for (int i = 0; i < DepthwiseNetwork.EXAMPLES; i++) {
            batch.target(i).put(i % DepthwiseNetwork.CLASSES, 1);
        }
        return batch;
    }
}
