package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;
import static org.tl4j.dl4j.backbone.TuningKit.PLAIN;
import static org.tl4j.dl4j.backbone.TuningKit.numbers;
import static org.tl4j.dl4j.backbone.TuningKit.rates;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.dl4j.graph.Dl4jOnnxWriter;
import org.tl4j.dl4j.onnx.Values;
import org.tl4j.dl4j.onnx.WrittenNetwork;

/** Networks with a sigmoid for each label, frozen and trained. */
class SeveralLabelsTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void givesTheSigmoidsOfTheHeadAndItsFeaturesInOnePass(int labels) {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(head(labels))) {
            FeatureBatch features = backbone.features(images);
            NetworkOutputs outputs = network.outputs(images);

            assertThat(network.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            assertThat(network.probabilities(images)).isDeepEqualTo(outputs.probabilities());
            for (int i = 0; i < EXAMPLES; i++) {
                float[] row = new float[features.width()];
                features.row(i).get(0, row);
                assertThat(outputs.features().orElseThrow()[i]).containsExactly(row, within(1e-5f));
                assertThat(outputs.probabilities()[i])
                        .containsExactly(head(labels).probabilities(features.row(i)), within(1e-5f));
            }
        }
    }

    @Test
    void oneLabelPerImageGivesFeaturesToo() {
        ImageBatch images = PretrainedFixture.images(2, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo("layer3.0.relu2");
                TrainedNetwork network = backbone.withHead(
                        SmallHead.of(backbone.spec().boundary().width()))) {
            float[] expected = new float[backbone.spec().boundary().width()];
            backbone.features(images).row(1).get(0, expected);

            assertThat(network.labelMode()).isEqualTo(LabelMode.SINGLE_LABEL);
            assertThat(network.outputs(images).features().orElseThrow()[1]).containsExactly(expected, within(1e-5f));
            assertThat(network.outputs(images).probabilities()).isDeepEqualTo(network.probabilities(images));
        }
    }

    /** Published architectures end in a dense layer, and a softmax without parameters. */
    @Test
    void aClassifierFromScratchGivesWhatItsDenseLayerTakes() {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork fresh = PretrainedFixture.catalog().untrained(PretrainedFixture.NAME, 3, 1, PLAIN);
                TrainedNetwork network = fresh.network()) {
            NetworkOutputs outputs = network.outputs(images);

            assertThat(outputs.probabilities()).isDeepEqualTo(network.probabilities(images));
            assertThat(outputs.features().orElseThrow()[0])
                    .hasSize(backbone.spec().boundary().width());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void contentsGiveTheSameNetworkAndTheSameInOnnx(int labels) throws Exception {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 5);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(head(labels));
                TrainedNetwork read =
                        new Dl4jNetworkLoader().load(network.contents(), PretrainedFixture.preprocessing())) {
            assertThat(read.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            assertThat(read.probabilities(images)).isDeepEqualTo(network.probabilities(images));
            assertThat(read.outputs(images).features().orElseThrow())
                    .isDeepEqualTo(network.outputs(images).features().orElseThrow());
            assertSameInOnnx(network, images);
        }
    }

    private static void assertSameInOnnx(TrainedNetwork network, ImageBatch images) throws Exception {
        try (WrittenNetwork session = WrittenNetwork.of(new Dl4jOnnxWriter(new Dl4jNetworkLoader())
                .write(network.contents(), PretrainedFixture.preprocessing()))) {
            Values.assertAgree(session.run(OnnxNetwork.PROBABILITIES, images), flat(network.probabilities(images)));
        }
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void fineTuningBeginsAsTheFrozenNetworkAndLowersTheLoss(int labels) throws Exception {
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        ExampleBatch batch = batch(images, labels);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork frozen = backbone.withHead(head(labels));
                TrainableNetwork tunable = TuningKit.tunable(backbone, head(labels), BatchNormMode.FROZEN)) {
            float[][] expected = frozen.probabilities(images);
            float[][] found = tunable.probabilities(batch);
            for (int i = 0; i < EXAMPLES; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
            }
            double first = tunable.step(batch, rates(0.05));
            assertThat(first).isCloseTo(loss(expected, batch, labels), within(1e-4));
            double last = first;
            for (int step = 0; step < 10; step++) {
                last = tunable.step(batch, rates(0.05));
            }
            assertThat(last).isLessThan(first);
            try (TrainedNetwork trained = tunable.network()) {
                assertThat(trained.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
                float[][] after = tunable.probabilities(batch);
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(trained.probabilities(images)[i]).containsExactly(after[i], within(1e-4f));
                }
                assertSameInOnnx(trained, images);
            }
        }
    }

    /** Binary cross-entropy by its definition. */
    private static double loss(float[][] probabilities, ExampleBatch batch, int labels) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            for (int k = 0; k < labels; k++) {
                sum -= batch.target(i).get(k) * Math.log(probabilities[i][k])
                        + batch.target(i).get(labels + k) * Math.log(1 - probabilities[i][k]);
            }
        }
        return sum / labels / probabilities.length;
    }

    /** By central differences; this network is computed by Deeplearning4j. */
    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        ExampleBatch batch = batch(PretrainedFixture.images(EXAMPLES, 3), 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = TuningKit.tunable(backbone, head(3), BatchNormMode.FROZEN)) {
            NetworkState before = tunable.parameters();
            Map<String, float[]> start = numbers(before);
            tunable.step(batch, rates(1e-3));
            Map<String, float[]> after = numbers(tunable.parameters());
            for (String name : List.of("output.W", "output.b")) {
                assertThat(start).containsKey(name);
                float[] moves = TuningKit.differences(start.get(name), after.get(name));
                int index = TuningKit.largest(moves);
                double slope = TuningKit.centralDifference(tunable, before, batch, name, index, 1e-2);
                assertThat(-moves[index] / 1e-3).as(name).isCloseTo(slope, within(0.02 * Math.abs(slope)));
            }
        }
    }

    @Test
    void aNetworkFromScratchHasASigmoidForEachLabel() {
        LabelSet labels = LabelSet.sorted(List.of("one", "other"), LabelMode.MULTI_LABEL);
        ImageBatch images = PretrainedFixture.images(EXAMPLES, 3);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork fresh = backbone.untrained(labels, 5, PLAIN);
                TrainedNetwork network = fresh.network()) {
            assertThat(network.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
            assertThat(network.probabilities(images)[0]).hasSize(2);
            assertThat(fresh.step(batch(images, 2), rates(0.01))).isFinite();
        }
    }

    private static LinearHead head(int labels) {
        Random random = new Random(11);
        float[] weights = new float[64 * labels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / 100;
        }
        return new LinearHead(
                64, labels, weights, Arrays.copyOf(new float[] {0.1f, 0, -0.1f}, labels), LabelMode.MULTI_LABEL);
    }

    /** Present, absent and unknown in turn. */
    private static ExampleBatch batch(ImageBatch images, int labels) {
        ExampleBatch batch = ExampleBatch.allocate(EXAMPLES, images.values().limit() / EXAMPLES, 2 * labels);
        batch.inputs().put(0, images.values(), 0, images.values().limit());
        for (int i = 0; i < EXAMPLES * labels; i++) {
            if (i % 4 != 3) {
                batch.target(i / labels).put(i % labels + (i % 2) * labels, 1);
            }
        }
        return batch;
    }
}
