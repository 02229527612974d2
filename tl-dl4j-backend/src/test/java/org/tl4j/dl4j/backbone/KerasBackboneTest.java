package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.backbone.TuningKit.CLASSES;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.keras.KerasFiles;

/** A network of Keras that scales pixels from 0 to 255 itself trains like any other, except the scaling. */
class KerasBackboneTest {
    private static final String NAME = "keras";
    private static final int SIDE = 5;
    private static final int FILTERS = 4;
    private static final float[] KERNEL = random(3 * 3 * 3 * FILTERS, 1);
    private static final float[] MEAN = random(FILTERS, 2);
    private static final float[] VARIANCE = {0.5f, 1, 2, 3};
    private static final float[] WEIGHTS = random(FILTERS * CLASSES, 3);
    private static final float[] BIASES = random(CLASSES, 4);

    private static final Preprocessing PIXELS = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(SIDE)),
            ImageSize.square(SIDE),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    @TempDir
    Path folder;

    private enum Scaling {
        RESCALING,
        NORMALIZATION;

        KerasFiles begin(KerasFiles file) {
            return this == RESCALING
                    ? file.layer("Rescaling", "scaling", "\"scale\": 0.015625, \"offset\": -2.0")
                    : file.layer(
                            "Normalization",
                            "scaling",
                            "\"mean\": [100.0, 120.0, 140.0], \"variance\": [2500.0, 3600.0, 4900.0]");
        }

        double scaled(double pixel, int channel) {
            return this == RESCALING ? pixel / 64 - 2 : (pixel - 100 - 20 * channel) / (50 + 10 * channel);
        }
    }

    @BeforeEach
    void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void fineTuningBeginsAsTheFileAndMovesTheFirstConvolution(Scaling scaling) {
        ImageBatch images = images();
        try (TrainableBackbone backbone = catalog(scaling).open(BackboneRequest.of(NAME));
                TrainableNetwork network = TuningKit.tunable(
                        backbone, new LinearHead(FILTERS, CLASSES, WEIGHTS, BIASES), BatchNormMode.FROZEN);
                TrainedNetwork before = network.network()) {
            ExampleBatch batch = TuningKit.batch(images);
            float[][] found = network.probabilities(batch);
            for (int i = 0; i < EXAMPLES; i++) {
                same(found[i], probabilities(images, i, scaling));
                same(before.probabilities(images)[i], probabilities(images, i, scaling));
            }

            network.step(batch, rates(network, 0.01));

            try (TrainedNetwork after = network.network()) {
                Map<String, float[]> old = TuningKit.tensors(before.contents().tensors(NetworkContents.WEIGHTS));
                Map<String, float[]> now = TuningKit.tensors(after.contents().tensors(NetworkContents.WEIGHTS));
                assertThat(old.keySet().stream().filter(name -> !Arrays.equals(old.get(name), now.get(name))))
                        .containsExactlyInAnyOrder("first.weight", "output.weight", "output.bias");
                float[][] expected = network.probabilities(batch);
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(after.probabilities(images)[i]).containsExactly(expected[i], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void learnsFromFreshWeights(Scaling scaling) {
        ExampleBatch batch = TuningKit.batch(images());
        try (TrainableBackbone backbone = catalog(scaling).open(BackboneRequest.of(NAME));
                TrainedNetwork imported = backbone.withHead(new LinearHead(FILTERS, CLASSES, WEIGHTS, BIASES));
                TrainableNetwork network = backbone.untrained(LabelSet.numbered(CLASSES), 1, TuningKit.PLAIN)) {
            double first = network.step(batch, rates(network, 0.3));
            for (int step = 0; step < 60; step++) {
                network.step(batch, rates(network, 0.3));
            }
            assertThat(network.step(batch, rates(network, 0))).isLessThan(0.8 * first);
            try (TrainedNetwork trained = network.network()) {
                Map<String, float[]> old = TuningKit.tensors(imported.contents().tensors(NetworkContents.WEIGHTS));
                Map<String, float[]> now = TuningKit.tensors(trained.contents().tensors(NetworkContents.WEIGHTS));
                assertThat(old.keySet().stream().filter(name -> Arrays.equals(old.get(name), now.get(name))))
                        .containsExactlyElementsOf(old.keySet().stream()
                                .filter(name -> name.startsWith("scaling"))
                                .toList());
            }
        }
    }

    /** Computed by the definition of each layer. */
    private static double[] probabilities(ImageBatch images, int image, Scaling scaling) {
        double[] features = new double[FILTERS];
        for (int filter = 0; filter < FILTERS; filter++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                double sum = 0;
                for (int k = 0; k < 27; k++) {
                    int channel = k % 3;
                    int x = pixel % SIDE + k / 3 % 3 - 1;
                    int y = pixel / SIDE + k / 9 - 1;
                    if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) {
                        int index = ((image * 3 + channel) * SIDE + y) * SIDE + x;
                        sum += KERNEL[k * FILTERS + filter]
                                * scaling.scaled(images.values().get(index), channel);
                    }
                }
                double normed = (sum - MEAN[filter]) / Math.sqrt(VARIANCE[filter] + 0.001);
                features[filter] += Math.max(0, normed) / (SIDE * SIDE);
            }
        }
        double[] exponentials = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double score = BIASES[c];
            for (int filter = 0; filter < FILTERS; filter++) {
                score += features[filter] * WEIGHTS[filter * CLASSES + c];
            }
            exponentials[c] = Math.exp(score);
        }
        double total = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(value -> value / total).toArray();
    }

    private static void same(float[] found, double[] expected) {
        for (int c = 0; c < CLASSES; c++) {
            assertThat((double) found[c]).isCloseTo(expected[c], within(1e-5));
        }
    }

    private static List<Double> rates(TrainableNetwork network, double rate) {
        return Collections.nCopies(network.groups().size(), rate);
    }

    private static ImageBatch images() {
        ImageBatch images = ImageBatch.allocate(EXAMPLES, PIXELS);
        Random random = new Random(5);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, random.nextInt(256));
        }
        return images;
    }

    private FixtureBackbones catalog(Scaling scaling) {
        Path file = scaling.begin(new KerasFiles(SIDE, SIDE, 3))
                .layer(
                        "Conv2D",
                        "first",
                        "\"filters\": 4, \"kernel_size\": 3, \"padding\": \"same\", \"use_bias\": false")
                .tensor("kernel", KERNEL, 3, 3, 3, FILTERS)
                .layer("BatchNormalization", "norm", "\"scale\": false, \"center\": false")
                .tensor("moving_mean", MEAN, FILTERS)
                .tensor("moving_variance", VARIANCE, FILTERS)
                .layer("ReLU", "relu", "")
                .layer("GlobalAveragePooling2D", "mean", "")
                .layer("Dense", "scores", "\"units\": 3, \"activation\": \"softmax\"")
                .tensor("kernel", WEIGHTS, FILTERS, CLASSES)
                .tensor("bias", BIASES, CLASSES)
                .write(folder);
        ImportedNetwork network =
                new Dl4jImporter(Started.runtime()).read(file, OptionalInt.empty(), PixelConvention.UNIT);
        BackboneEntry entry = new BackboneEntry(
                NAME,
                BackboneEntry.DEEPLEARNING4J,
                ImportedNetwork.ARCHITECTURE,
                "a network of Keras",
                "noise",
                "CC0-1.0",
                "this test",
                WeightsSource.named("network.safetensors"),
                PIXELS,
                network.boundary(),
                0.001,
                Optional.empty(),
                OptionalInt.empty());
        return new FixtureBackbones(
                new PretrainedFixture.OneFile(
                        network.tensors().stream().collect(Collectors.toMap(Tensor::name, Function.identity())),
                        network.metadata()),
                PretrainedFixture.at(file),
                entry);
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }
}
