package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;
import static org.tl4j.dl4j.backbone.TuningKit.PLAIN;
import static org.tl4j.dl4j.backbone.TuningKit.batch;
import static org.tl4j.dl4j.backbone.TuningKit.centralDifference;
import static org.tl4j.dl4j.backbone.TuningKit.differences;
import static org.tl4j.dl4j.backbone.TuningKit.largest;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;
import static org.tl4j.dl4j.backbone.TuningKit.rates;
import static org.tl4j.dl4j.backbone.TuningKit.tunable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;

/** One step moves parameters as rate, gradient and optimiser define. */
class TrainingStepTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void everyLayerHasTheRateOfItsGroup() {
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            List<Double> rates = List.of(1e-5, 2e-5, 3e-5, 4e-5, 5e-5);
            tunable.step(batch(PretrainedFixture.images(EXAMPLES, 3)), rates);

            Map<String, Double> inForce = ((Dl4jTrainableNetwork) tunable).rates();
            Map<String, Double> expected = new LinkedHashMap<>();
            for (int group = 0; group < rates.size(); group++) {
                for (String layer : tunable.groups().get(group).layers()) {
                    if (!layer.contains("bn")) {
                        expected.put(layer + ".W", rates.get(group));
                    }
                }
            }
            expected.put("output.b", 5e-5);
            assertThat(inForce).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    /** A central difference of the loss is the independent source of each gradient. */
    @ParameterizedTest
    @EnumSource(BatchNormMode.class)
    void oneStepMovesParametersByRateTimesGradient(BatchNormMode mode) {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        List<Double> rates = List.of(1e-4, 2e-4, 3e-4, 4e-4, 5e-4);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, mode, PLAIN)) {
            NetworkState before = tunable.state();
            tunable.step(batch, rates);
            Map<String, float[]> moved = numbers(tunable.state());
            Map<String, float[]> started = numbers(before);
            for (int group = 0; group < rates.size(); group++) {
                String layer = tunable.groups().get(group).layers().get(0);
                for (String name : moved.keySet().stream()
                        .filter(key -> key.startsWith(layer + ".") && !key.endsWith("mean") && !key.endsWith("var"))
                        .toList()) {
                    float[] changes = differences(started.get(name), moved.get(name));
                    int index = largest(changes);
                    double gradient = centralDifference(tunable, before, batch, name, index);

                    assertThat(changes[index] / rates.get(group))
                            .as(name + " " + index)
                            .isCloseTo(-gradient, within(0.03 * Math.abs(gradient) + 1e-3));
                }
            }
        }
    }

    @Test
    void decayShrinksWeightsAndLeavesBiasesAlone() {
        double decay = 0.1;
        double rate = 0.01;
        Map<String, float[]> plain = afterOneStep(PLAIN, rate);
        Map<String, float[]> decayed = afterOneStep(new Optimizer(Optimizer.Kind.SGD, 0, decay, 0, 0), rate);
        Map<String, float[]> start = afterOneStep(PLAIN, 0);

        assertThat(decayed.get("output.b")).containsExactly(plain.get("output.b"), within(1e-7f));
        for (String name : List.of("conv1.W", "layer2.0.conv1.W", "output.W")) {
            float[] weights = start.get(name);
            for (int i = 0; i < weights.length; i++) {
                assertThat((double) decayed.get(name)[i])
                        .isCloseTo(plain.get(name)[i] - rate * decay * weights[i], within(2e-7));
            }
        }
    }

    @Test
    void decayOfAdamGoesThroughItsMoments() {
        Map<String, float[]> coupled = afterOneStep(new Optimizer(Optimizer.Kind.ADAM, 0.9, 100, 0, 0), 0.01);
        Map<String, float[]> start = afterOneStep(PLAIN, 0);
        float[] weights = start.get("conv1.W");
        for (int i = 0; i < weights.length; i++) {
            // where the decay outweighs the gradient, Adam's first step is the rate, against the sign of the weight
            if (Math.abs(weights[i]) > 0.1) {
                assertThat((double) coupled.get("conv1.W")[i])
                        .isCloseTo(weights[i] - 0.01 * Math.signum(weights[i]), within(1e-3));
            }
        }
    }

    @Test
    void pullBringsPretrainedParametersBackAndLeavesTheHeadAlone() {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        double pull = 5;
        double rate = 0.01;
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork free = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainableNetwork pulled =
                        tunable(backbone, BatchNormMode.FROZEN, new Optimizer(Optimizer.Kind.SGD, 0, 0, pull, 0))) {
            Map<String, float[]> start = numbers(free.state());
            free.step(batch, rates(rate));
            pulled.step(batch, rates(rate));
            Map<String, float[]> once = numbers(free.state());
            free.step(batch, rates(rate));
            pulled.step(batch, rates(rate));
            Map<String, float[]> expected = numbers(free.state());
            Map<String, float[]> found = numbers(pulled.state());

            assertThat(found.get("output.W")).containsExactly(expected.get("output.W"), within(1e-6f));
            float[] first = start.get("layer1.0.conv1.W");
            for (int i = 0; i < first.length; i++) {
                double distance = once.get("layer1.0.conv1.W")[i] - first[i];
                assertThat((double) found.get("layer1.0.conv1.W")[i])
                        .isCloseTo(expected.get("layer1.0.conv1.W")[i] - rate * pull * distance, within(1e-6));
            }
        }
    }

    @Test
    void clippedGradientHasTheNormThatWasAskedFor() {
        double limit = 1e-3;
        Optimizer clipping = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, limit);
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork free = tunable(backbone, BatchNormMode.ADAPTIVE, PLAIN);
                TrainableNetwork clipped = tunable(backbone, BatchNormMode.ADAPTIVE, clipping)) {
            Map<String, float[]> start = numbers(free.state());
            free.step(batch, rates(1));
            clipped.step(batch, rates(1));
            Map<String, float[]> unclipped = numbers(free.state());
            Map<String, float[]> found = numbers(clipped.state());
            double squares = 0;
            for (Map.Entry<String, float[]> entry : start.entrySet()) {
                String name = entry.getKey();
                if (name.endsWith(".mean") || name.endsWith(".var")) {
                    assertArrayEquals(unclipped.get(name), found.get(name), 1e-6f, name);
                } else {
                    for (float change : differences(entry.getValue(), found.get(name))) {
                        squares += change * change;
                    }
                }
            }
            assertThat(Math.sqrt(squares)).isCloseTo(limit, within(limit * 0.01));
        }
    }

    @Test
    void targetsNeedNotSumToOne() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork once = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainableNetwork twice = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            ExampleBatch doubled = batch(images);
            for (int i = 0; i < doubled.targets().limit(); i++) {
                doubled.targets().put(i, 2 * doubled.targets().get(i));
            }
            double loss = once.step(batch(images), rates(0.02));

            assertThat(twice.step(doubled, rates(0.01))).isCloseTo(2 * loss, within(1e-4));
            Map<String, float[]> expected = numbers(once.state());
            numbers(twice.state())
                    .forEach((name, numbers) -> assertArrayEquals(expected.get(name), numbers, 1e-5f, name));
        }
    }

    @Test
    void nothingMovesWhenTheLossIsNoNumber() {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        batch.inputs().put(0, Float.NaN);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            Map<String, float[]> before = numbers(tunable.state());

            assertThat(tunable.step(batch, rates(0.1))).isNaN();
            numbers(tunable.state())
                    .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(before.get(name)));
        }
    }

    private static Map<String, float[]> afterOneStep(Optimizer optimizer, double rate) {
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, optimizer)) {
            tunable.step(batch(PretrainedFixture.images(EXAMPLES, 3)), rates(rate));
            return numbers(tunable.state());
        }
    }
}
