package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.dl4j.backbone.TuningKit.CLASSES;
import static org.tl4j.dl4j.backbone.TuningKit.EXAMPLES;

import java.io.IOException;
import java.nio.file.Files;
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
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.convert.SavedNetworks;

/** Backbones whose graph is in their file, as a zip of Deeplearning4j or in our form. */
class GraphInFileBackboneTest {
    private static final TensorFormat NO_TENSORS = new PretrainedFixture.OneFile(Map.of(), Map.of());

    private static final String NAME = "foreign";
    private static final int WIDTH = 7;

    @TempDir
    Path folder;

    private Path zip;

    @BeforeEach
    void save() {
        Started.runtime();
        zip = SavedNetworks.save(SavedNetworks.graph(CNN2DFormat.NHWC), folder);
    }

    @Test
    void givesTheSameFeaturesFromAZipAndFromOurForm() throws IOException {
        Path tensors = Files.write(folder.resolve("foreign.safetensors"), new byte[8]);
        ImportedNetwork imported =
                new Dl4jImporter(Started.runtime()).read(zip, OptionalInt.empty(), PixelConvention.UNIT);
        try (TrainableBackbone ofZip = open(zip, NO_TENSORS);
                Backbone ofTensors = open(tensors, stored(imported))) {
            float[] expected = features(ofZip);
            assertThat(expected).hasSize(EXAMPLES * WIDTH);
            assertThat(features(ofTensors)).containsExactly(expected, within(1e-6f));
            assertThat(ofTensors.spec().groups()).isEqualTo(ofZip.spec().groups());
        }
    }

    @Test
    void givesItsStructureWithoutItsParameters() throws IOException {
        Path tensors = Files.write(folder.resolve("foreign.safetensors"), new byte[8]);
        Map<String, String> graph = new Dl4jImporter(Started.runtime())
                .read(zip, OptionalInt.empty(), PixelConvention.UNIT)
                .metadata();
        NetworkStructure ofTensors = structure(tensors, new PretrainedFixture.OneFile(Map.of(), graph));
        NetworkStructure ofZip = structure(zip, NO_TENSORS);

        assertThat(ofTensors.boundaries())
                .isEqualTo(ofZip.boundaries())
                .filteredOn(BoundaryOption::isDefault)
                .extracting(option -> option.width(Pooling.AVERAGE))
                .containsExactly((long) WIDTH);
        assertThat(ofTensors.size()).isEqualTo(ofZip.size()).isPresent();
        assertThat(ofTensors.inputSizes()).isEqualTo("12x12 alone");
        try (TrainableBackbone backbone = open(zip, NO_TENSORS)) {
            assertThat(ofTensors.groups()).isEqualTo(backbone.spec().groups());
        }
    }

    @Test
    void hasGroupsWhereTrainingCanBegin() {
        try (TrainableBackbone backbone = open(zip, NO_TENSORS)) {
            assertThat(backbone.spec().groups()).extracting(LayerGroup::name).containsExactly("stage1", "dense");
            assertThat(backbone.spec().groups().get(0).layers())
                    .containsExactlyInAnyOrder("input_", "norm", "left", "right");
            try (Backbone below = backbone.frozenPrefix("dense")) {
                assertThat(below.spec().boundary().vertices()).containsExactly("pool_");
            }
        }
    }

    @Test
    void keepsItsParametersUnderANewHead() {
        LinearHead head = head();
        try (TrainableBackbone backbone = open(zip, NO_TENSORS);
                TrainedNetwork network = backbone.withHead(head)) {
            float[][] found = network.probabilities(images());
            float[] features = features(backbone);
            for (int i = 0; i < EXAMPLES; i++) {
                double[] scores = new double[CLASSES];
                for (int c = 0; c < CLASSES; c++) {
                    double logit = head.biases()[c];
                    for (int f = 0; f < WIDTH; f++) {
                        logit += features[i * WIDTH + f] * head.weights()[f * CLASSES + c];
                    }
                    scores[c] = Math.exp(logit);
                }
                double sum = Arrays.stream(scores).sum();
                for (int c = 0; c < CLASSES; c++) {
                    assertThat((double) found[i][c]).isCloseTo(scores[c] / sum, within(1e-5));
                }
            }
        }
    }

    @Test
    void trainsAsAWhole() {
        try (TrainableBackbone backbone = open(zip, NO_TENSORS)) {
            trains(backbone, Optional.empty(), TuningKit.batch(images().values()));
        }
    }

    @Test
    void trainsFromAGroupOn() {
        try (TrainableBackbone backbone = open(zip, NO_TENSORS);
                Backbone below = backbone.frozenPrefix("dense")) {
            trains(
                    backbone,
                    Optional.of("dense"),
                    TuningKit.batch(below.features(images()).values()));
        }
    }

    @Test
    void learnsWithFreshWeights() {
        FixtureBackbones catalog = catalog(zip, NO_TENSORS, ChannelOrder.RGB);
        try (TrainableNetwork network = catalog.untrained(NAME, CLASSES, 1, TuningKit.PLAIN)) {
            assertThat(network.probabilities(TuningKit.batch(images().values())))
                    .hasDimensions(EXAMPLES, CLASSES);
        }
    }

    @Test
    void verifiesThatAZipAnswersAlike() {
        assertThat(catalog(zip, NO_TENSORS, ChannelOrder.RGB).verify(BackboneRequest.of(NAME)))
                .isEmpty();

        ComputationGraph silent = SavedNetworks.graph(CNN2DFormat.NHWC);
        silent.params().assign(0);
        FixtureBackbones catalog = catalog(SavedNetworks.save(silent, folder), NO_TENSORS, ChannelOrder.RGB);
        catalog.open(BackboneRequest.of(NAME)).close();
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> catalog.verify(BackboneRequest.of(NAME)))
                .withMessageContaining("must have an output other than zeros for noise");
    }

    @Test
    void saysThatItsPreprocessingDoesNotFit() {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> catalog(zip, NO_TENSORS, ChannelOrder.GREY).open(BackboneRequest.of(NAME)))
                .withMessageContaining("must take GREY images of 12x12");
    }

    private static void trains(TrainableBackbone backbone, Optional<String> from, ExampleBatch batch) {
        try (TrainableNetwork network =
                backbone.tunable(head(), new TrainableScope(from, BatchNormMode.FROZEN, TuningKit.PLAIN))) {
            List<Double> rates = Collections.nCopies(network.groups().size(), 0.05);
            double first = network.step(batch, rates);
            for (int step = 0; step < 8; step++) {
                network.step(batch, rates);
            }
            assertThat(network.step(batch, rates)).isLessThan(first);
            try (TrainedNetwork trained = network.network()) {
                float[][] expected = network.probabilities(batch);
                float[][] found = trained.probabilities(images());
                for (int i = 0; i < EXAMPLES; i++) {
                    assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
                }
            }
        }
    }

    private static LinearHead head() {
        Random random = new Random(2);
        float[] weights = new float[WIDTH * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() / WIDTH;
        }
        return new LinearHead(WIDTH, CLASSES, weights, new float[CLASSES]);
    }

    private static float[] features(Backbone backbone) {
        var values = backbone.features(images()).values();
        float[] numbers = new float[values.limit()];
        values.get(0, numbers);
        return numbers;
    }

    private static ImageBatch images() {
        ImageBatch images = ImageBatch.allocate(EXAMPLES, preprocessing(ChannelOrder.RGB));
        Random random = new Random(1);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, random.nextFloat());
        }
        return images;
    }

    private static Preprocessing preprocessing(ChannelOrder channels) {
        ImageSize size = ImageSize.square(SavedNetworks.SIDE);
        return new Preprocessing(
                new ResizeRule.Exact(size),
                size,
                channels,
                1 / 255.0,
                Collections.nCopies(channels.channels(), 0.0),
                Collections.nCopies(channels.channels(), 1.0));
    }

    /** An imported network that was written and read. */
    private static TensorFormat stored(ImportedNetwork network) {
        return new PretrainedFixture.OneFile(
                network.tensors().stream().collect(Collectors.toMap(Tensor::name, Function.identity())),
                network.metadata());
    }

    private static NetworkStructure structure(Path file, TensorFormat format) {
        return catalog(file, format, ChannelOrder.RGB)
                .structure(BackboneRequest.of(NAME))
                .orElseThrow();
    }

    private static TrainableBackbone open(Path file, TensorFormat format) {
        return catalog(file, format, ChannelOrder.RGB).open(BackboneRequest.of(NAME));
    }

    private static FixtureBackbones catalog(Path file, TensorFormat format, ChannelOrder channels) {
        BackboneEntry entry = new BackboneEntry(
                NAME,
                BackboneEntry.DEEPLEARNING4J,
                ImportedNetwork.ARCHITECTURE,
                "a network of others",
                "noise",
                "CC0-1.0",
                "this test",
                WeightsSource.named("network.zip"),
                preprocessing(channels),
                "dropout",
                0.001,
                Optional.empty(),
                OptionalInt.empty());
        return new FixtureBackbones(format, PretrainedFixture.at(file), entry);
    }
}
