package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.CutVertices;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.validation.ActivationShape;

/** Steps of training by oneDNN are those by Deeplearning4j: clipping, penalties, groups, cuts and states included. */
class OneDnnStepsTest {
    private static final int SIDE = 32;
    private static final int CLASSES = 5;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @CsvSource({
        "SGD, false, 0.01, 0.05",
        "SGD, true, 0.01, 0.05",
        "ADAM, true, 0.0001, 0.1",
        "ADAMW, false, 0.0001, 0.1"
    })
    void threeStepsChangeTheParametersAsDeeplearning4jDoes(
            Optimizer.Kind kind, boolean fromCut, double rate, double tolerance) {
        Optimizer optimizer = new Optimizer(kind, 0.9, 0.01, 0.01, 0.5);
        try (TrainableNetwork fast = network(fromCut, optimizer);
                TrainableNetwork slow = byDeeplearning4j(fromCut, optimizer)) {
            // the first group stays as it is
            List<Double> rates = List.of(0.0, rate, 2 * rate);
            ExampleBatch batch = OneDnnComputationTest.batch(width(fromCut));
            Map<String, float[]> before = values(fast.state());
            for (int step = 0; step < 3; step++) {
                assertThat(fast.step(batch, rates)).isCloseTo(slow.step(batch, rates), within(0.01));
            }
            Map<String, float[]> expected = values(slow.state());
            Map<String, float[]> found = values(fast.state());
            assertThat(found).hasSameSizeAs(expected);
            double change = distance(expected, before);
            assertThat(change).isPositive();
            assertThat(distance(found, expected)).isLessThan(tolerance * change);
            assertThat(unchanged(fast, before, found)).isNotEmpty().doesNotContain(false);
        }
    }

    /** Whether each parameter of the first group is exactly what it was. */
    private static List<Boolean> unchanged(
            TrainableNetwork network, Map<String, float[]> before, Map<String, float[]> after) {
        Set<String> first = Set.copyOf(network.groups().get(0).layers());
        return before.keySet().stream()
                .filter(name -> first.contains(name.substring(0, name.lastIndexOf('.'))))
                .map(name -> Arrays.equals(before.get(name), after.get(name)))
                .toList();
    }

    @Test
    void aRestoredStateGoesOnAsBefore() {
        try (TrainableNetwork network = network(false, new Optimizer(Optimizer.Kind.ADAMW, 0.9, 0.01, 0, 0.5))) {
            List<Double> rates = List.of(1e-4, 1e-4, 1e-3);
            ExampleBatch batch = OneDnnComputationTest.batch(width(false));
            network.step(batch, rates);
            NetworkState kept = network.state();
            double loss = network.step(batch, rates);
            Map<String, float[]> expected = values(network.state());

            network.restore(kept);

            assertThat(network.step(batch, rates)).isCloseTo(loss, within(1e-6));
            assertThat(distance(values(network.state()), expected)).isLessThan(1e-3 * distance(values(kept), expected));
        }
    }

    @Test
    void aClosedNetworkRefusesEverything() {
        TrainableNetwork network = network(false, new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0));
        ExampleBatch batch = OneDnnComputationTest.batch(width(false));
        NetworkState state = network.state();
        network.close();
        network.close();

        assertThatIllegalStateException().isThrownBy(() -> network.step(batch, List.of(0.1, 0.1, 0.1)));
        assertThatIllegalStateException().isThrownBy(() -> network.probabilities(batch));
        assertThatIllegalStateException().isThrownBy(network::state);
        assertThatIllegalStateException().isThrownBy(network::parameters);
        assertThatIllegalStateException().isThrownBy(() -> network.restore(state));
        assertThatIllegalStateException().isThrownBy(network::network);
    }

    private static TrainableNetwork byDeeplearning4j(boolean fromCut, Optimizer optimizer) {
        System.setProperty(TrainingSteps.PROPERTY, "false");
        try {
            return network(fromCut, optimizer);
        } finally {
            System.clearProperty(TrainingSteps.PROPERTY);
        }
    }

    private static int width(boolean fromCut) {
        return fromCut ? 64 * SIDE / 4 * SIDE / 4 : 3 * SIDE * SIDE;
    }

    /** ResNet-18; the cut is behind its first stage. */
    private static TrainableNetwork network(boolean fromCut, Optimizer optimizer) {
        TrainingSetup whole = OneDnnComputationTest.start("resnet18", ImageSize.square(SIDE), BatchNormMode.FROZEN);
        ComputationGraphConfiguration configuration = whole.graph().getConfiguration();
        String cut = CutVertices.before(configuration, "layer2.0.conv1").orElseThrow();
        Set<String> below = fromCut ? GraphPaths.upTo(configuration, List.of(cut)) : Set.of();
        List<LayerGroup> groups = new ArrayList<>();
        List<String> body = whole.groups().get(0).layers().stream()
                .filter(layer -> !below.contains(layer))
                .toList();
        groups.add(new LayerGroup("first", body.subList(0, body.size() / 2)));
        groups.add(new LayerGroup("second", body.subList(body.size() / 2, body.size())));
        groups.add(whole.groups().get(1));
        return new Dl4jTrainableNetwork(
                new TrainingSetup(
                        whole.graph(),
                        fromCut ? cut : whole.cut(),
                        below,
                        fromCut ? List.of(64L, SIDE / 4L, SIDE / 4L) : whole.inputShape(),
                        CLASSES,
                        groups,
                        BatchNormMode.FROZEN,
                        ActivationShape.image(3, SIDE, SIDE)),
                optimizer);
    }

    private static Map<String, float[]> values(NetworkState state) {
        Map<String, float[]> all = new LinkedHashMap<>();
        for (Tensor tensor : state.parameters()) {
            float[] values = new float[tensor.values().limit()];
            tensor.values().get(0, values);
            all.put(tensor.name(), values);
        }
        return all;
    }

    private static double distance(Map<String, float[]> first, Map<String, float[]> second) {
        double squares = 0;
        for (Map.Entry<String, float[]> entry : first.entrySet()) {
            float[] others = second.get(entry.getKey());
            for (int i = 0; i < others.length; i++) {
                double difference = entry.getValue()[i] - others[i];
                squares += difference * difference;
            }
        }
        return Math.sqrt(squares);
    }
}
