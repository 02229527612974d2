package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.network.Tuning;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;

/** Fine-tuning moves what it should by what it should, and nothing else. */
class FineTunedNetworkTest {
    private static final int CLASSES = 3;
    private static final int EXAMPLES = 6;

    /** So small that no probability is so near 0 that DL4J cuts it off: features of random weights are large. */
    private static final float HEAD_DEVIATION = 0.01f;

    private static final Optimizer PLAIN = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void beginsAsTheFrozenNetworkWithItsHead() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainedNetwork frozen = backbone.withHead(head());
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainedNetwork untouched = tunable.network()) {
            float[][] expected = frozen.probabilities(images);
            float[][] found = tunable.probabilities(batch(images));
            for (int i = 0; i < EXAMPLES; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
            }
            assertThat(untouched.probabilities(images)).isDeepEqualTo(expected);
        }
    }

    @Test
    void groupsGoFromTheStemToTheHead() {
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            assertThat(tunable.groups())
                    .extracting(LayerGroup::name)
                    .containsExactly("stem", "layer1", "layer2", "layer3", "head");
        }
    }

    @Test
    void everyLayerHasTheRateOfItsGroup() {
        try (Backbone backbone = PretrainedFixture.backbone();
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
        try (Backbone backbone = PretrainedFixture.backbone();
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
    void groupOfRateZeroStaysExactlyAsItIs() {
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.ADAPTIVE, PLAIN)) {
            Map<String, float[]> before = numbers(tunable.state());
            tunable.step(batch(PretrainedFixture.images(EXAMPLES, 3)), List.of(0.0, 0.0, 0.0, 0.1, 0.1));
            Map<String, float[]> after = numbers(tunable.state());

            before.forEach((name, numbers) -> {
                boolean trained = name.startsWith("layer3") || name.startsWith("output");
                assertThat(Arrays.equals(after.get(name), numbers)).as(name).isEqualTo(!trained);
            });
        }
    }

    @Test
    void frozenBatchNormsKeepEveryNumber() {
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainedNetwork before = tunable.network()) {
            for (int step = 0; step < 3; step++) {
                tunable.step(batch(PretrainedFixture.images(EXAMPLES, step)), rates(0.01));
            }
            try (TrainedNetwork after = tunable.network()) {
                Map<String, float[]> first = tensors(before.contents().weights());
                Map<String, float[]> last = tensors(after.contents().weights());
                first.forEach((name, numbers) -> assertThat(Arrays.equals(last.get(name), numbers))
                        .as(name)
                        .isEqualTo(name.contains("bn")));
                assertThat(after.frozenLayers()).hasSize(19).allMatch(layer -> layer.contains("bn"));
                assertThat(after.parameters().trainable())
                        .isEqualTo(last.entrySet().stream()
                                .filter(entry -> !entry.getKey().contains("bn"))
                                .mapToLong(entry -> entry.getValue().length)
                                .sum());
            }
        }
    }

    @Test
    void networkAfterTrainingPredictsWhatTrainingSaw() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            for (int step = 0; step < 5; step++) {
                tunable.step(batch(images), rates(0.01));
            }
            try (TrainedNetwork network = tunable.network()) {
                float[][] expected = tunable.probabilities(batch(images));
                float[][] found = network.probabilities(images);
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(found[i]).containsExactly(expected[i], within(2e-5f));
                }
            }
        }
    }

    @Test
    void adaptiveStatisticsFollowTheBatches() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (Backbone backbone = PretrainedFixture.backboneUpTo("bn1");
                Backbone whole = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(whole, BatchNormMode.ADAPTIVE, PLAIN)) {
            Map<String, float[]> numbers = numbers(tunable.state());
            float[] before = numbers.get("bn1.mean");
            FeatureBatch normalised = backbone.features(images);
            tunable.step(batch(images), rates(1e-9));
            float[] after = numbers(tunable.state()).get("bn1.mean");
            for (int channel = 0; channel < before.length; channel++) {
                double mean = 0;
                for (int i = 0; i < EXAMPLES; i++) {
                    mean += normalised.row(i).get(channel) / EXAMPLES;
                }
                // what the batch norm was given, from what it made of it with its old statistics
                mean = (mean - numbers.get("bn1.beta")[channel])
                                / numbers.get("bn1.gamma")[channel]
                                * Math.sqrt(numbers.get("bn1.var")[channel] + 1e-5)
                        + before[channel];
                assertThat((double) after[channel]).isCloseTo(0.9 * before[channel] + 0.1 * mean, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer1", "layer2", "layer3"})
    void upperPartLearnsFromKeptFeaturesAsTheWholeDoesFromImages(String from) {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        int frozenGroups = Integer.parseInt(from.substring(5));
        List<Double> wholeRates = new ArrayList<>(Collections.nCopies(frozenGroups, 0.0));
        wholeRates.addAll(Collections.nCopies(5 - frozenGroups, 1e-4));
        try (Backbone backbone = PretrainedFixture.backbone();
                Backbone lower = backbone.below(from);
                TrainableNetwork whole = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainableNetwork upper =
                        backbone.tunable(head(), new Tuning(Optional.of(from), BatchNormMode.FROZEN, PLAIN))) {
            assertThat(upper.groups())
                    .isEqualTo(
                            whole.groups().subList(frozenGroups, whole.groups().size()));
            ExampleBatch features = batch(lower.features(images).values());
            for (int step = 0; step < 3; step++) {
                double loss = whole.step(batch(images), wholeRates);
                assertThat(upper.step(features, wholeRates.subList(frozenGroups, 5)))
                        .isCloseTo(loss, within(1e-4));
            }
            try (TrainedNetwork one = whole.network();
                    TrainedNetwork other = upper.network()) {
                Map<String, float[]> expected = tensors(one.contents().weights());
                tensors(other.contents().weights())
                        .forEach((name, numbers) ->
                                assertThat(numbers).as(name).containsExactly(expected.get(name), within(1e-4f)));
                assertThat(other.frozenLayers()).contains("conv1").doesNotContain("layer3.0.conv1", "output");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void restoredRunGoesOnAsTheUndisturbedOne(Optimizer.Kind kind) {
        Optimizer optimizer = new Optimizer(kind, 0.9, 0.01, 0.01, 1);
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork undisturbed = tunable(backbone, BatchNormMode.FROZEN, optimizer);
                TrainableNetwork restored = tunable(backbone, BatchNormMode.FROZEN, optimizer)) {
            for (int step = 0; step < 3; step++) {
                undisturbed.step(batch, rates(0.001));
            }
            NetworkState state = undisturbed.state();
            undisturbed.step(batch, rates(0.001));
            restored.restore(state);
            restored.step(batch, rates(0.001));

            Map<String, float[]> expected = numbers(undisturbed.state());
            numbers(restored.state())
                    .forEach((name, numbers) ->
                            assertThat(numbers).as(name).containsExactly(expected.get(name), within(1e-6f)));
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
        try (Backbone backbone = PretrainedFixture.backbone();
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
        try (Backbone backbone = PretrainedFixture.backbone();
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
                    assertThat(found.get(name)).as(name).containsExactly(unclipped.get(name), within(1e-6f));
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
        try (Backbone backbone = PretrainedFixture.backbone();
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
                    .forEach((name, numbers) ->
                            assertThat(numbers).as(name).containsExactly(expected.get(name), within(1e-5f)));
        }
    }

    @Test
    void nothingMovesWhenTheLossIsNoNumber() {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        batch.inputs().put(0, Float.NaN);
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            Map<String, float[]> before = numbers(tunable.state());

            assertThat(tunable.step(batch, rates(0.1))).isNaN();
            numbers(tunable.state())
                    .forEach((name, numbers) -> assertThat(numbers).as(name).isEqualTo(before.get(name)));
        }
    }

    @Test
    void backboneStaysAsItWas() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (Backbone backbone = PretrainedFixture.backbone()) {
            FeatureBatch before = backbone.features(images);
            try (TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
                tunable.step(batch(images), rates(0.1));
            }
            assertThat(backbone.features(images).values()).isEqualTo(before.values());
        }
    }

    @Test
    void untrainedNetworkHasTheSameGraphAndFreshWeights() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork first = backbone.untrained(CLASSES, 1, PLAIN);
                TrainableNetwork same = backbone.untrained(CLASSES, 1, PLAIN);
                TrainableNetwork other = backbone.untrained(CLASSES, 2, PLAIN);
                TrainedNetwork pretrained = backbone.withHead(head());
                TrainedNetwork fresh = first.network()) {
            assertThat(numbers(first.state()).get("conv1.W"))
                    .isEqualTo(numbers(same.state()).get("conv1.W"))
                    .isNotEqualTo(numbers(other.state()).get("conv1.W"))
                    .isNotEqualTo(tensors(pretrained.contents().weights()).get("conv1.weight"));
            assertThat(tensors(fresh.contents().weights()).keySet())
                    .isEqualTo(tensors(pretrained.contents().weights()).keySet());
            assertThat(fresh.frozenLayers()).isEmpty();
            double loss = first.step(batch(images), rates(0.01));
            for (int step = 0; step < 10; step++) {
                first.step(batch(images), rates(0.01));
            }
            assertThat(first.step(batch(images), rates(0.01))).isLessThan(loss / 2);
        }
    }

    @Test
    void unknownGroupIsNamedWithTheNearest() {
        try (Backbone backbone = PretrainedFixture.backbone()) {
            assertThatThrownBy(() -> backbone.below("layer33"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("unfreeze-from must be a layer group of the backbone, one of stem, layer1")
                    .hasMessageContaining("did you mean layer3?");
            assertThatThrownBy(() -> backbone.below("stem")).hasMessageContaining("must have a layer group below it");
        }
    }

    private static Map<String, float[]> afterOneStep(Optimizer optimizer, double rate) {
        try (Backbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, optimizer)) {
            tunable.step(batch(PretrainedFixture.images(EXAMPLES, 3)), rates(rate));
            return numbers(tunable.state());
        }
    }

    private static double centralDifference(
            TrainableNetwork network, NetworkState before, ExampleBatch batch, String name, int index) {
        double step = 1e-4;
        return (lossWith(network, before, batch, name, index, step)
                        - lossWith(network, before, batch, name, index, -step))
                / (2 * step);
    }

    private static double lossWith(
            TrainableNetwork network, NetworkState before, ExampleBatch batch, String name, int index, double change) {
        List<Tensor> changed = before.parameters().stream()
                .map(tensor -> tensor.name().equals(name) ? changed(tensor, index, change) : tensor)
                .toList();
        network.restore(new NetworkState(changed, List.of()));
        return network.step(batch, rates(0));
    }

    private static Tensor changed(Tensor tensor, int index, double change) {
        float[] numbers = numbers(tensor);
        numbers[index] += (float) change;
        return new Tensor(tensor.name(), tensor.shape(), FloatBuffer.wrap(numbers));
    }

    private static TrainableNetwork tunable(Backbone backbone, BatchNormMode mode, Optimizer optimizer) {
        return backbone.tunable(head(), new Tuning(Optional.empty(), mode, optimizer));
    }

    private static List<Double> rates(double rate) {
        return Collections.nCopies(5, rate);
    }

    private static LinearHead head() {
        Random random = new Random(11);
        float[] weights = new float[64 * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() * HEAD_DEVIATION;
        }
        return new LinearHead(64, CLASSES, weights, new float[] {0.1f, 0, -0.1f});
    }

    private static ExampleBatch batch(ImageBatch images) {
        return batch(images.values());
    }

    private static ExampleBatch batch(FloatBuffer inputs) {
        ExampleBatch batch = ExampleBatch.allocate(EXAMPLES, inputs.limit() / EXAMPLES, CLASSES);
        batch.inputs().put(0, inputs, 0, inputs.limit());
        for (int i = 0; i < EXAMPLES; i++) {
            batch.target(i).put(i % CLASSES, 1);
        }
        return batch;
    }

    private static Map<String, float[]> numbers(NetworkState state) {
        return tensors(state.parameters());
    }

    private static Map<String, float[]> tensors(List<Tensor> tensors) {
        return tensors.stream()
                .collect(
                        Collectors.toMap(Tensor::name, FineTunedNetworkTest::numbers, (a, b) -> b, LinkedHashMap::new));
    }

    private static float[] numbers(Tensor tensor) {
        float[] numbers = new float[tensor.values().limit()];
        tensor.values().get(0, numbers);
        return numbers;
    }

    private static float[] differences(float[] from, float[] to) {
        float[] differences = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            differences[i] = to[i] - from[i];
        }
        return differences;
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
