package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tl4j.dl4j.backbone.TuningKit.CLASSES;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;
import static org.tl4j.dl4j.backbone.TuningKit.PLAIN;
import static org.tl4j.dl4j.backbone.TuningKit.batch;
import static org.tl4j.dl4j.backbone.TuningKit.head;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;
import static org.tl4j.dl4j.backbone.TuningKit.rates;
import static org.tl4j.dl4j.backbone.TuningKit.tensors;
import static org.tl4j.dl4j.backbone.TuningKit.tunable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;

/** Fine-tuning trains the part that it should, from what was pretrained, and nothing else. */
class FineTunedNetworkTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void beginsAsTheFrozenNetworkWithItsHead() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN)) {
            assertThat(tunable.groups())
                    .extracting(LayerGroup::name)
                    .containsExactly("stem", "layer1", "layer2", "layer3", "head");
        }
    }

    @Test
    void parametersAreThoseOfItsStateWithoutTheMemoryOfTheOptimiser() {
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.ADAPTIVE, PLAIN)) {
            tunable.step(batch(PretrainedFixture.images(EXAMPLES, 3)), rates(0.01));
            Map<String, float[]> expected = numbers(tunable.state());

            assertThat(tunable.parameters().optimizer()).isEmpty();
            Map<String, float[]> found = numbers(tunable.parameters());
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            found.forEach((name, numbers) -> assertThat(numbers).containsExactly(expected.get(name)));
        }
    }

    @Test
    void groupOfRateZeroStaysExactlyAsItIs() {
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainedNetwork before = tunable.network()) {
            for (int step = 0; step < 3; step++) {
                tunable.step(batch(PretrainedFixture.images(EXAMPLES, step)), rates(0.01));
            }
            try (TrainedNetwork after = tunable.network()) {
                Map<String, float[]> first = tensors(before.contents().tensors(NetworkContents.WEIGHTS));
                Map<String, float[]> last = tensors(after.contents().tensors(NetworkContents.WEIGHTS));
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
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
        try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo("bn1");
                TrainableBackbone whole = PretrainedFixture.backbone();
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
                // the input of the batch norm, from its output with its old statistics
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                Backbone lower = backbone.frozenPrefix(from);
                TrainableNetwork whole = tunable(backbone, BatchNormMode.FROZEN, PLAIN);
                TrainableNetwork upper =
                        backbone.tunable(head(), new TrainableScope(Optional.of(from), BatchNormMode.FROZEN, PLAIN))) {
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
                Map<String, float[]> expected = tensors(one.contents().tensors(NetworkContents.WEIGHTS));
                tensors(other.contents().tensors(NetworkContents.WEIGHTS))
                        .forEach((name, numbers) -> assertArrayEquals(expected.get(name), numbers, 1e-4f, name));
                assertThat(other.frozenLayers()).contains("conv1").doesNotContain("layer3.0.conv1", "output");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void restoredRunContinuesLikeTheUndisturbedOne(Optimizer.Kind kind) {
        Optimizer optimizer = new Optimizer(kind, 0.9, 0.01, 0.01, 1);
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3));
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
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
                    .forEach((name, numbers) -> assertArrayEquals(expected.get(name), numbers, 1e-6f, name));
        }
    }

    @Test
    void backboneStaysAsItWas() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone()) {
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork first = backbone.untrained(LabelSet.numbered(CLASSES), 1, PLAIN);
                TrainableNetwork same = backbone.untrained(LabelSet.numbered(CLASSES), 1, PLAIN);
                TrainableNetwork other = backbone.untrained(LabelSet.numbered(CLASSES), 2, PLAIN);
                TrainedNetwork pretrained = backbone.withHead(head());
                TrainedNetwork fresh = first.network()) {
            assertThat(numbers(first.state()).get("conv1.W"))
                    .isEqualTo(numbers(same.state()).get("conv1.W"))
                    .isNotEqualTo(numbers(other.state()).get("conv1.W"))
                    .isNotEqualTo(tensors(pretrained.contents().tensors(NetworkContents.WEIGHTS))
                            .get("conv1.weight"));
            assertThat(tensors(fresh.contents().tensors(NetworkContents.WEIGHTS))
                            .keySet())
                    .isEqualTo(tensors(pretrained.contents().tensors(NetworkContents.WEIGHTS))
                            .keySet());
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
        try (TrainableBackbone backbone = PretrainedFixture.backbone()) {
            assertThatThrownBy(() -> backbone.frozenPrefix("layer33"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("unfreeze-from must be a layer group of the backbone, one of stem, layer1")
                    .hasMessageContaining("did you mean layer3?");
            assertThatThrownBy(() -> backbone.frozenPrefix("stem"))
                    .hasMessageContaining("must have a layer group below it");
        }
    }
}
