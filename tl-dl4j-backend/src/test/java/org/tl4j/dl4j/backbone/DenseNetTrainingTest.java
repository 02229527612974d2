package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tl4j.dl4j.backbone.TuningKit.CLASSES;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;
import static org.tl4j.dl4j.backbone.TuningKit.PLAIN;
import static org.tl4j.dl4j.backbone.TuningKit.batch;
import static org.tl4j.dl4j.backbone.TuningKit.centralDifference;
import static org.tl4j.dl4j.backbone.TuningKit.differences;
import static org.tl4j.dl4j.backbone.TuningKit.largest;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;
import static org.tl4j.dl4j.backbone.TuningKit.tensors;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.SmallDenseNet;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.TrainingSetup;
import org.tl4j.dl4j.validation.ActivationShape;

/** A network whose batch norms come before its convolutions trains like any other: most of them cannot be folded. */
class DenseNetTrainingTest {
    private static final Architecture ARCHITECTURE = SmallDenseNet.architecture();

    /** One parameter of each kind, by the layers before and after it. */
    private static final List<String> KINDS = List.of(
            "features.conv0.W",
            "features.denseblock1.denselayer1.conv1.W",
            "features.denseblock1.denselayer2.conv2.W",
            "features.transition2.conv.W",
            "features.denseblock4.denselayer2.conv1.W",
            "classifier.W",
            "classifier.b");

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void beginsAsTheNetworkThatItWasMadeFrom() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        ComputationGraph graph = graph();
        try (TrainableNetwork tunable = tunable(graph, BatchNormMode.FROZEN);
                INDArray input = Arrays4j.from(images);
                INDArray output = graph.outputSingle(input)) {
            float[][] expected = Arrays4j.rows(output, EXAMPLES);
            float[][] found = tunable.probabilities(batch(images));
            for (int i = 0; i < EXAMPLES; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BatchNormMode.class)
    void oneStepMovesParametersByRateTimesGradient(BatchNormMode mode) {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        double rate = 1e-4;
        try (TrainableNetwork tunable = tunable(graph(), mode)) {
            NetworkState before = tunable.state();
            Map<String, float[]> started = numbers(before);
            tunable.step(batch, rates(tunable, rate));
            Map<String, float[]> moved = numbers(tunable.state());
            for (String name : KINDS) {
                float[] changes = differences(started.get(name), moved.get(name));
                int index = largest(changes);
                double gradient = centralDifference(tunable, before, batch, name, index);

                assertThat(changes[index] / rate)
                        .as(name + " " + index)
                        .isCloseTo(-gradient, within(0.03 * Math.abs(gradient) + 1e-3));
            }
        }
    }

    @Test
    void frozenBatchNormsKeepEveryNumberAndTheRestLearns() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableNetwork tunable = tunable(graph(), BatchNormMode.FROZEN);
                TrainedNetwork before = tunable.network()) {
            double loss = tunable.step(batch(images), rates(tunable, 0.01));
            for (int step = 0; step < 5; step++) {
                tunable.step(batch(images), rates(tunable, 0.01));
            }
            assertThat(tunable.step(batch(images), rates(tunable, 0))).isLessThan(loss);
            try (TrainedNetwork after = tunable.network()) {
                Map<String, float[]> first = tensors(before.contents().tensors(NetworkContents.WEIGHTS));
                Map<String, float[]> last = tensors(after.contents().tensors(NetworkContents.WEIGHTS));
                first.forEach((name, numbers) -> assertThat(Arrays.equals(last.get(name), numbers))
                        .as(name)
                        .isEqualTo(name.contains("norm")));
                assertThat(after.frozenLayers()).hasSize(21).allMatch(layer -> layer.contains("norm"));
                float[][] expected = tunable.probabilities(batch(images));
                float[][] found = after.probabilities(images);
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(found[i]).containsExactly(expected[i], within(2e-5f));
                }
            }
        }
    }

    @Test
    void upperPartLearnsFromKeptFeaturesAsTheWholeDoesFromImages() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        String cut = "features.transition1.pool";
        ComputationGraph graph = graph();
        try (TrainableNetwork whole = tunable(graph.clone(), BatchNormMode.FROZEN);
                INDArray input = Arrays4j.from(images);
                INDArray kept = graph.output(List.of(cut), false, new INDArray[] {input}, null)[0];
                TrainableNetwork upper = upper(graph, cut)) {
            List<Double> onlyUpper = List.of(0.0, 0.0, 1e-3, 1e-3, 1e-3, 1e-3);
            ExampleBatch features = batch(FloatBuffer.wrap(Arrays4j.values(kept)));
            for (int step = 0; step < 3; step++) {
                double loss = whole.step(batch(images), onlyUpper);
                assertThat(upper.step(features, rates(upper, 1e-3))).isCloseTo(loss, within(1e-4));
            }
            Map<String, float[]> expected = numbers(whole.state());
            assertThat(upper.state().parameters()).hasSize(16);
            numbers(upper.state())
                    .forEach((name, numbers) -> assertArrayEquals(expected.get(name), numbers, 1e-4f, name));
        }
    }

    @Test
    void freesTheGraphWhenItCannotBeTrained() {
        ComputationGraph graph = graph();
        List<LayerGroup> groupsWithoutHead = PretrainedGraph.groups(ARCHITECTURE, graph.getConfiguration());
        TrainingSetup start =
                TrainingSetup.whole(graph, List.of(3L, 32L, 32L), CLASSES, groupsWithoutHead, BatchNormMode.FROZEN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dl4jTrainableNetwork(start, PLAIN))
                .withMessageContaining("the last group must be the head");
        assertThat(graph.params().wasClosed()).isTrue();
    }

    private static TrainableNetwork tunable(ComputationGraph graph, BatchNormMode mode) {
        return new Dl4jTrainableNetwork(
                TrainingSetup.whole(
                        graph,
                        List.of(3L, 32L, 32L),
                        CLASSES,
                        PretrainedGraph.groupsWithClassifier(ARCHITECTURE, graph.getConfiguration()),
                        mode),
                PLAIN);
    }

    private static TrainableNetwork upper(ComputationGraph graph, String cut) {
        List<LayerGroup> groups = PretrainedGraph.groupsWithClassifier(ARCHITECTURE, graph.getConfiguration());
        Set<String> below = GraphPaths.upTo(graph.getConfiguration(), List.of(cut));
        return new Dl4jTrainableNetwork(
                new TrainingSetup(
                        graph,
                        cut,
                        below,
                        List.of(8L, 4L, 4L),
                        CLASSES,
                        groups.subList(2, groups.size()),
                        BatchNormMode.FROZEN,
                        ActivationShape.image(3, 32, 32)),
                PLAIN);
    }

    private static List<Double> rates(TrainableNetwork network, double rate) {
        return Collections.nCopies(network.groups().size(), rate);
    }

    /** With batch norms like those of a trained network: none is the identity. */
    private static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(ARCHITECTURE.configuration(
                PretrainedFixture.preprocessing(), CLASSES, new Architecture.Initialisation(7, new NoOp())));
        graph.init();
        Random random = new Random(5);
        for (Layer layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization) {
                fill(layer.getParam("gamma"), random, 0.8, 1.5);
                fill(layer.getParam("beta"), random, -0.3, 0.3);
                fill(layer.getParam("mean"), random, -0.3, 0.3);
                fill(layer.getParam("var"), random, 0.5, 1.5);
            }
        }
        return graph;
    }

    private static void fill(INDArray array, Random random, double low, double high) {
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, low + (high - low) * random.nextDouble());
        }
    }
}
