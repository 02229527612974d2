package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.Dl4jContents;
import org.tl4j.dl4j.graph.Dl4jExporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.dl4j.graph.NamedParameters;

class Dl4jBackboneTest {

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void takesImagesOfAnotherSizeAndSaysSo() {
        try (TrainableBackbone backbone = PretrainedFixture.catalog().open(request("resnet20-cifar10", 48))) {
            Preprocessing larger = backbone.spec().preprocessing();
            ImageBatch images = ImageBatch.allocate(2, larger);

            assertThat(larger).isEqualTo(PretrainedFixture.preprocessing().withInputSize(48));
            assertThat(images.height()).isEqualTo(48);
            assertThat(backbone.features(images).width()).isEqualTo(64);
            try (TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
                assertThat(network.probabilities(images)).hasDimensions(2, SmallHead.CLASSES);
            }
        }
    }

    @Test
    void refusesASizeThatLeavesNothing() {
        assertThatThrownBy(() -> PretrainedFixture.catalog().open(request("resnet20-cifar10", 3)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("input-size must be at least 4 pixels per side for resnet20, found 3x3");
    }

    @ParameterizedTest
    @CsvSource({"vgg16-imagenet, 300", "vgg16-imagenet, 112", "resnet50-imagenet, 31", "squeezenet1_1-imagenet, 16"})
    void refusesASizeBeforeItLooksForWeights(String name, int size) {
        assertThatThrownBy(() -> PretrainedFixture.catalog().entry(request(name, size)))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("input-size", size + "x" + size);
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16-imagenet, 448",
        "vgg11_bn-imagenet, 240",
        "resnet50-imagenet, 288",
        "densenet121-imagenet, 32",
        "mobilenet_v2-imagenet, 33",
        "efficientnet_b0-imagenet, 47",
        "squeezenet1_0-imagenet, 32",
        "squeezenet1_1-imagenet, 32"
    })
    void everyNetworkCanBeBuiltForTheSizesThatItTakes(String name, int size) {
        FixtureBackbones catalog = PretrainedFixture.catalog();
        BackboneEntry entry = catalog.entry(request(name, size));

        assertThat(entry.preprocessing().crop()).isEqualTo(ImageSize.square(size));
        assertThat(parameters(catalog, request(name, size))).isEqualTo(parameters(catalog, BackboneRequest.of(name)));
    }

    @Test
    void findsTheDefaultWeightsOfANetworkByItsName() {
        FixtureBackbones catalog = PretrainedFixture.catalog();
        assertThat(catalog.entry(BackboneRequest.of("resnet18")).name()).isEqualTo("resnet18-imagenet");
        assertThat(catalog.entry(BackboneRequest.of("mobilenet_v2")).name()).isEqualTo("mobilenet_v2-imagenet-ra");
        assertThatThrownBy(() -> catalog.entry(BackboneRequest.of("resnet1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("must be one of");
    }

    @Test
    void refusesABoundaryBeforeItLooksForWeights() {
        assertThatThrownBy(() -> PretrainedFixture.catalog()
                        .entry(BackboneRequest.of("vgg19-imagenet").upTo("featurs.35")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean features.35?");
    }

    @Test
    void refusesWeightsWithAnotherNumberOfClasses() {
        assertThatThrownBy(() -> PretrainedFixture.catalog().open(BackboneRequest.of("resnet20-garments")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("weights of resnet20-garments must have 5 classes, found 10");
    }

    private static long parameters(FixtureBackbones catalog, BackboneRequest request) {
        return catalog.structure(request).orElseThrow().size().orElseThrow().parameters();
    }

    private static BackboneRequest request(String name, int inputSize) {
        return BackboneRequest.of(name).ofSize(inputSize);
    }

    @ParameterizedTest
    @ValueSource(strings = {"avgpool", "layer3.2.relu2", "layer2.0.shortcut", "linear"})
    void networkWithAHeadComputesTheHeadOfTheFeatures(String boundary) {
        ImageBatch images = PretrainedFixture.images(4, 3);
        try (Dl4jBackbone backbone = PretrainedFixture.backboneUpTo(boundary)) {
            LinearHead head = SmallHead.of(backbone.spec().boundary().width());
            FeatureBatch features = backbone.features(images);
            try (TrainedNetwork network = backbone.withHead(head)) {
                float[][] probabilities = network.probabilities(images);
                for (int i = 0; i < 4; i++) {
                    assertThat(probabilities[i])
                            .containsExactly(SmallHead.probabilities(head, features.row(i)), within(1e-5f));
                }
            }
        }
    }

    @Test
    void onlyTheHeadIsTrainable() {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            assertThat(network.parameters().trainable()).isEqualTo(64 * SmallHead.CLASSES + SmallHead.CLASSES);
            assertThat(network.parameters().total())
                    .isEqualTo(backbone.spec().parameters() + 64 * SmallHead.CLASSES + SmallHead.CLASSES);
            assertThat(network.frozenLayers())
                    .containsExactlyInAnyOrderElementsOf(backbone.spec().groups().stream()
                            .map(LayerGroup::layers)
                            .flatMap(List::stream)
                            .toList());
        }
    }

    @Test
    void frozenParametersAndStatisticsAreBitIdenticalAfterTraining(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("network.zip");
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            export(network, file);
        }
        ComputationGraph graph = ComputationGraph.load(file.toFile(), false);
        Map<String, float[]> before = values(graph);
        try (INDArray input = Arrays4j.from(PretrainedFixture.images(8, 1));
                INDArray labels = Nd4j.eye(SmallHead.CLASSES).repeat(0, 3).dup('c')) {
            INDArray eight = labels.get(NDArrayIndex.interval(0, 8));
            for (int step = 0; step < 5; step++) {
                graph.fit(new INDArray[] {input}, new INDArray[] {eight});
            }
        }

        Map<String, float[]> after = values(graph);

        assertThat(after.keySet()).isEqualTo(before.keySet()).hasSizeGreaterThan(90);
        before.forEach((name, numbers) -> {
            if (name.startsWith("output.")) {
                assertThat(after.get(name)).isNotEqualTo(numbers);
            } else {
                assertThat(after.get(name)).as(name).isEqualTo(numbers);
            }
        });
        graph.close();
    }

    @Test
    void backboneStaysAsItWasWhenAHeadIsPutOn() {
        ImageBatch images = PretrainedFixture.images(2, 5);
        try (Dl4jBackbone backbone = PretrainedFixture.backbone()) {
            float[] before = floats(backbone.features(images));
            backbone.withHead(SmallHead.of(64)).close();

            assertThat(floats(backbone.features(images))).isEqualTo(before);
        }
    }

    @Test
    void networkComesBackFromItsContentsBitForBit() {
        ImageBatch images = PretrainedFixture.images(2, 5);
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            NetworkContents contents = network.contents();
            try (TrainedNetwork again =
                    new Dl4jNetworkLoader().load(contents, backbone.spec().preprocessing())) {
                assertThat(again.probabilities(images)).isDeepEqualTo(network.probabilities(images));
                assertThat(again.parameters()).isEqualTo(network.parameters());
                assertThat(again.frozenLayers()).isEqualTo(network.frozenLayers());
                assertThat(again.contents().text(Dl4jContents.GRAPH)).isEqualTo(contents.text(Dl4jContents.GRAPH));
            }
        }
    }

    @Test
    void eightThreadsGetWhatOneGets() {
        List<ImageBatch> inputs = IntStream.range(0, 32)
                .mapToObj(i -> PretrainedFixture.images(1, i))
                .toList();
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            List<float[]> alone = inputs.stream()
                    .map(input -> network.probabilities(input)[0])
                    .toList();
            var pool = Executors.newFixedThreadPool(8);
            try {
                var together = inputs.stream()
                        .map(input -> pool.submit(() -> network.probabilities(input)[0]))
                        .toList();
                for (int i = 0; i < together.size(); i++) {
                    assertThat(together.get(i).get()).isEqualTo(alone.get(i));
                }
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void exportedNetworkNamesNoClassOfOurs(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("network.zip");
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(SmallHead.of(64))) {
            export(network, file);

            assertThat(network.contents().text(Dl4jContents.GRAPH)).doesNotContain("tl4j");
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void unknownBoundaryIsRefusedWithSomeThatExist() {
        assertThatThrownBy(() -> PretrainedFixture.backboneUpTo("nowhere"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("boundary must be a vertex")
                .hasMessageContaining("nowhere")
                .hasMessageContaining("avgpool");
    }

    @Test
    void imagesThatAreTooLargeAreRefusedBeforeWeightsAreRead() {
        BackboneRequest huge = new BackboneRequest(
                "resnet20-cifar10", Optional.empty(), List.of(), Optional.empty(), OptionalInt.of(4000));

        assertThatThrownBy(() -> PretrainedFixture.catalogOf(Map.of()).open(huge))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll("4000x4000", "values for one image", "take smaller images", "TL_GRAPH_");
    }

    @Test
    void limitThatIsNotANumberIsReported() {
        System.setProperty("tl.graph-all-values", "many");
        try {
            assertThatThrownBy(() -> PretrainedFixture.catalog().open(BackboneRequest.of("resnet20-cifar10")))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("TL_GRAPH_ALL_VALUES");
        } finally {
            System.clearProperty("tl.graph-all-values");
        }
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedWithTheDifferences() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(PretrainedFixture.weights());
        Tensor moved = tensors.remove("layer1.0.conv1.weight");
        tensors.put("layer9.weight", new Tensor("layer9.weight", moved.shape(), moved.values()));

        assertThatThrownBy(() -> PretrainedFixture.catalogOf(tensors).open(BackboneRequest.of("resnet20-cifar10")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("missing layer1.0.conv1.weight")
                .hasMessageContaining("unknown layer9.weight");
    }

    @Test
    void configurationHoldsNoTime() {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork first = backbone.withHead(SmallHead.of(64));
                TrainedNetwork second = backbone.withHead(SmallHead.of(64))) {
            assertThat(second.contents().text(Dl4jContents.GRAPH))
                    .isEqualTo(first.contents().text(Dl4jContents.GRAPH));
            assertThat(first.contents().text(Dl4jContents.GRAPH))
                    .contains("\"seed\" : 0")
                    .doesNotContain("\"seed\" : 1");
        }
    }

    @Test
    void closedNetworkSaysSo() {
        ImageBatch images = PretrainedFixture.images(1, 1);
        try (Dl4jBackbone backbone = PretrainedFixture.backbone()) {
            TrainedNetwork network = backbone.withHead(SmallHead.of(64));
            network.close();
            network.close();

            assertThatThrownBy(() -> network.probabilities(images))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    private static void export(TrainedNetwork network, Path file) throws IOException {
        try (OutputStream target = Files.newOutputStream(file)) {
            new Dl4jExporter(new Dl4jNetworkLoader())
                    .write(NetworkExport.of(network.contents(), PretrainedFixture.preprocessing()), target);
        }
    }

    private static Map<String, float[]> values(ComputationGraph graph) {
        Map<String, float[]> values = new LinkedHashMap<>();
        NamedParameters.of(graph).copy().forEach(tensor -> values.put(tensor.name(), floats(tensor)));
        return values;
    }

    private static float[] floats(Tensor tensor) {
        float[] numbers = new float[tensor.values().limit()];
        tensor.values().get(0, numbers);
        return numbers;
    }

    private static float[] floats(FeatureBatch features) {
        float[] numbers = new float[features.values().limit()];
        features.values().get(0, numbers);
        return numbers;
    }
}
