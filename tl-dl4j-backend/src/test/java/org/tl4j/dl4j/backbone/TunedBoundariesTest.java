package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.backbone.TuningKit.CLASSES;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;
import static org.tl4j.dl4j.backbone.TuningKit.PLAIN;
import static org.tl4j.dl4j.backbone.TuningKit.batch;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;

/** Networks with joined and pooled boundaries are fine-tuned like any other. */
class TunedBoundariesTest {
    private static final List<String> JOINED = List.of("relu2", "conv1", "norm");
    private static final double RATE = 1e-3;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"AVERAGE", "MAX", "BOTH", "FLATTEN"})
    void trainingBeginsAsTheFrozenNetworkAndEndsAsTheNetworkInTheBundle(Pooling pooling) {
        ImageBatch images = BranchedNetwork.images(EXAMPLES);
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(JOINED, pooling);
                TrainedNetwork frozen = backbone.withHead(head(backbone));
                TrainableNetwork tunable = tunable(backbone, Optional.empty())) {
            assertAgree(tunable.probabilities(batch(images)), frozen.probabilities(images));
            for (int step = 0; step < 3; step++) {
                tunable.step(batch(images), rates(tunable));
            }
            try (TrainedNetwork network = tunable.network()) {
                assertAgree(network.probabilities(images), tunable.probabilities(batch(images)));
            }
        }
    }

    /** A central difference of the loss is the independent source of each gradient. */
    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"AVERAGE", "MAX", "BOTH", "FLATTEN"})
    void oneStepMovesParametersByRateTimesGradient(Pooling pooling) {
        ExampleBatch batch = batch(BranchedNetwork.images(EXAMPLES));
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(JOINED, pooling);
                TrainableNetwork tunable = tunable(backbone, Optional.empty())) {
            NetworkState before = tunable.state();
            tunable.step(batch, rates(tunable));
            Map<String, float[]> moved = numbers(tunable.state());
            Map<String, float[]> started = numbers(before);
            for (String name : List.of("conv1.W", "conv2.W", "conv2.b", "output.W")) {
                float[] changes = TuningKit.differences(started.get(name), moved.get(name));
                int index = TuningKit.largest(changes);
                double gradient = TuningKit.centralDifference(tunable, before, batch, name, index);

                assertThat(changes[index] / RATE)
                        .as(name + " " + index)
                        .isCloseTo(-gradient, within(0.03 * Math.abs(gradient) + 1e-3));
            }
        }
    }

    @Test
    void partAboveACutLearnsFromWhatComesOutOfIt() {
        ImageBatch images = BranchedNetwork.images(EXAMPLES);
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(List.of("avgpool", "sum"), Pooling.MAX);
                Backbone lower = backbone.frozenPrefix("top");
                TrainableNetwork whole = tunable(backbone, Optional.empty());
                TrainableNetwork upper = tunable(backbone, Optional.of("top"))) {
            ExampleBatch kept = batch(lower.features(images).values());

            assertThat(lower.spec().boundary().vertices()).containsExactly("sum");
            assertThat(upper.groups()).extracting(LayerGroup::name).containsExactly("top", "head");
            assertAgree(upper.probabilities(kept), whole.probabilities(batch(images)));
            double loss = whole.step(batch(images), List.of(0.0, 0.0, RATE, RATE));
            assertThat(upper.step(kept, rates(upper))).isCloseTo(loss, within(1e-5));
            assertAgree(upper.probabilities(kept), whole.probabilities(batch(images)));
        }
    }

    @Test
    void cutAboveABoundaryIsRefused() {
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(JOINED, Pooling.AVERAGE)) {
            assertThatThrownBy(() -> backbone.frozenPrefix("top"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "unfreeze-from must be a layer group that no boundary comes before, found top, after the"
                                    + " boundary conv1; name an earlier group, or leave it out to train all");
            assertThatThrownBy(() -> tunable(backbone, Optional.of("top"))).isInstanceOf(UsageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "layer3.2.conv1"})
    void anyBoundaryCanBeTunedFrom(String boundary) {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo(boundary);
                TrainableNetwork tunable = tunable(backbone, Optional.empty())) {
            assertThat(tunable.step(batch(images), rates(tunable))).isFinite();
            assertThat(tunable.groups())
                    .flatExtracting(LayerGroup::layers)
                    .contains(boundary)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"AVERAGE", "MAX", "BOTH", "FLATTEN"})
    void freshNetworkHasTheSameBoundary(Pooling pooling) {
        ImageBatch images = BranchedNetwork.images(EXAMPLES);
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(JOINED, pooling);
                TrainableNetwork fresh = backbone.untrained(LabelSet.numbered(CLASSES), 5, PLAIN);
                TrainedNetwork frozen = backbone.withHead(head(backbone));
                TrainedNetwork network = fresh.network()) {
            double before = fresh.step(batch(images), rates(fresh));
            assertThat(fresh.step(batch(images), rates(fresh))).isLessThan(before);
            assertThat(network.parameters().total())
                    .isEqualTo(frozen.parameters().total());
        }
    }

    private static TrainableNetwork tunable(TrainableBackbone backbone, Optional<String> from) {
        return backbone.tunable(head(backbone), new TrainableScope(from, BatchNormMode.FROZEN, PLAIN));
    }

    private static List<Double> rates(TrainableNetwork network) {
        return Collections.nCopies(network.groups().size(), RATE);
    }

    private static LinearHead head(TrainableBackbone backbone) {
        int width = backbone.spec().boundary().width();
        Random random = new Random(2);
        float[] weights = new float[width * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / 8;
        }
        return new LinearHead(width, CLASSES, weights, new float[] {0.1f, 0, -0.1f});
    }

    private static void assertAgree(float[][] found, float[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
        }
    }
}
