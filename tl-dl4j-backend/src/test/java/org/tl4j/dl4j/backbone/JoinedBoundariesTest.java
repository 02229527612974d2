package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.graph.Dl4jExporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;

/** Features of any vertices are the outputs of these vertices, pooled and joined, and a bundle computes the same. */
class JoinedBoundariesTest {
    private static final int IMAGES = 3;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    private static final List<Pooling> MAPS = Pooling.of(new FeatureMap(1, 1, 1));

    /** Every vertex with each pooling, alone or among others, and several in other orders than that of the graph. */
    static Stream<Arguments> boundaries() {
        List<String> all = new ArrayList<>(BranchedNetwork.SPATIAL);
        all.addAll(BranchedNetwork.FLAT);
        return Stream.of(
                        MAPS.stream().map(pooling -> Arguments.of(all, pooling)),
                        MAPS.stream().map(pooling -> Arguments.of(List.of("conv1"), pooling)),
                        BranchedNetwork.SPATIAL.stream().map(name -> Arguments.of(List.of(name), Pooling.FLATTEN)),
                        BranchedNetwork.FLAT.stream().map(name -> Arguments.of(List.of(name), Pooling.AVERAGE)),
                        Stream.of(
                                Arguments.of(List.of("conv1", "relu1"), Pooling.FLATTEN),
                                Arguments.of(List.of("relu1", "conv1"), Pooling.MAX),
                                Arguments.of(List.of("dense", "conv2", "sum", "conv1"), Pooling.BOTH)))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void featuresAreWhatTheVerticesPutOut(List<String> names, Pooling pooling) {
        ImageBatch images = BranchedNetwork.images(IMAGES);
        BranchedNetwork network = BranchedNetwork.make();
        try (TrainableBackbone backbone = network.upTo(names, pooling)) {
            FeatureBatch features = backbone.features(images);

            assertThat(features.width()).isEqualTo(backbone.spec().boundary().width());
            for (int image = 0; image < IMAGES; image++) {
                assertThat(row(features, image))
                        .containsExactly(expected(network, images, image, names, pooling), within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void bundlePredictsWhatTheHeadMakesOfTheFeatures(List<String> names, Pooling pooling) {
        ImageBatch images = BranchedNetwork.images(IMAGES);
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(names, pooling)) {
            LinearHead head = SmallHead.of(backbone.spec().boundary().width());
            FeatureBatch features = backbone.features(images);
            try (TrainedNetwork network = backbone.withHead(head);
                    TrainedNetwork loaded = new Dl4jNetworkLoader()
                            .load(network.contents(), backbone.spec().preprocessing())) {
                float[][] probabilities = network.probabilities(images);
                for (int image = 0; image < IMAGES; image++) {
                    assertThat(probabilities[image])
                            .containsExactly(SmallHead.probabilities(head, features.row(image)), within(1e-5f));
                }
                assertThat(loaded.probabilities(images)).isDeepEqualTo(probabilities);
                assertThat(network.parameters().trainable()).isEqualTo(head.parameters());
                assertThat(network.frozenLayers())
                        .containsExactlyInAnyOrderElementsOf(backbone.spec().groups().stream()
                                .flatMap(group -> group.layers().stream())
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void bundleGivesTheFeaturesThatItsHeadTakes(List<String> names, Pooling pooling) {
        ImageBatch images = BranchedNetwork.images(IMAGES);
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(names, pooling)) {
            Boundary boundary = backbone.boundary();
            Preprocessing input = backbone.spec().preprocessing();
            NetworkContents contents = backbone.contents(SmallHead.of(boundary.width()));
            try (BundleFeatures bundle = BundleFeatures.of(
                    new Dl4jNetworkLoader().graph(contents, input), input, boundary.vertices(), pooling)) {
                assertThat(bundle.boundary()).isEqualTo(boundary);
                for (int image = 0; image < IMAGES; image++) {
                    assertThat(row(bundle.features(images), image))
                            .containsExactly(row(backbone.features(images), image), within(1e-5f));
                }
            }
        }
    }

    @Test
    void boundaryThatABundleDoesNotHaveIsRefused() {
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(List.of("conv1"), Pooling.AVERAGE)) {
            Preprocessing input = backbone.spec().preprocessing();
            NetworkContents contents =
                    backbone.contents(SmallHead.of(backbone.boundary().width()));
            for (String name : List.of("conv2", "input", "output")) {
                assertThatThrownBy(() -> BundleFeatures.of(
                                new Dl4jNetworkLoader().graph(contents, input),
                                input,
                                List.of("conv1", name),
                                Pooling.AVERAGE))
                        .isInstanceOf(BundleException.class)
                        .hasMessageContaining("between input and output, found " + name);
            }
            assertThatThrownBy(() -> BundleFeatures.of(
                            new Dl4jNetworkLoader().graph(contents, input), input, List.of("conv1"), Pooling.CLS))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("pooling must go with what the boundary gives");
        }
    }

    @Test
    void eachPartIsWhatItsBoundaryGivesAlone() {
        ImageBatch images = PretrainedFixture.images(IMAGES, 4);
        List<String> names = List.of("layer3.2.relu2", "relu", "layer2.1.conv1", "avgpool");
        List<float[]> alone = names.stream()
                .map(name -> {
                    Pooling pooling = name.equals("avgpool") ? Pooling.AVERAGE : Pooling.BOTH;
                    try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo(pooling, name)) {
                        return row(backbone.features(images), 1);
                    }
                })
                .toList();
        try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo(Pooling.BOTH, names.toArray(String[]::new))) {
            float[] joined = row(backbone.features(images), 1);
            int from = 0;
            for (float[] part : alone) {
                assertThat(Arrays.copyOfRange(joined, from, from + part.length)).containsExactly(part, within(1e-5f));
                from += part.length;
            }
            assertThat(from).isEqualTo(joined.length);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"BOTH", "FLATTEN"})
    void exportedNetworkOpensWithoutClassesOfOurs(Pooling pooling, @TempDir Path folder) throws Exception {
        ImageBatch images = BranchedNetwork.images(IMAGES);
        Path file = folder.resolve("network.zip");
        try (TrainableBackbone backbone = BranchedNetwork.make().upTo(List.of("sum", "conv1"), pooling);
                TrainedNetwork network = backbone.withHead(
                        SmallHead.of(backbone.spec().boundary().width()))) {
            try (OutputStream target = Files.newOutputStream(file)) {
                new Dl4jExporter(new Dl4jNetworkLoader())
                        .write(
                                NetworkExport.of(
                                        network.contents(), backbone.spec().preprocessing()),
                                target);
            }
            ComputationGraph graph = ComputationGraph.load(file.toFile(), false);
            try (INDArray input = Arrays4j.from(images);
                    INDArray output = graph.outputSingle(input)) {
                assertThat(Arrays4j.rows(output, IMAGES)).isDeepEqualTo(network.probabilities(images));
            }
            assertThat(graph.getConfiguration().toJson()).doesNotContain("tl4j");
            graph.close();
        }
    }

    @Test
    void featuresNeedNoSecondCopyOfTheWeights() {
        ComputationGraph pretrained = BranchedNetwork.make().graph();
        FeatureGraph features =
                FeatureGraph.of(pretrained, Boundary.at("dense", Pooling.AVERAGE, 2), List.of(new FeatureVector(2)));
        assertThat(features.graph().params().data().address())
                .isEqualTo(pretrained.params().data().address());
        pretrained.close();
    }

    /** Shows why features are not requested from DL4J as outputs of several vertices. */
    @Test
    void rectifierOverwritesWhatItTakesInWhereBothAreAskedFor() {
        ComputationGraph graph = BranchedNetwork.make().graph();
        try (INDArray input = Arrays4j.from(BranchedNetwork.images(IMAGES))) {
            INDArray alone = graph.output(List.of("conv2"), false, new INDArray[] {input}, null)[0];
            INDArray both = graph.output(List.of("conv2", "relu2"), false, new INDArray[] {input}, null)[0];

            assertThat(alone.minNumber().doubleValue()).isNegative();
            assertThat(both.minNumber().doubleValue()).isZero();
        } finally {
            graph.close();
        }
    }

    private static float[] expected(
            BranchedNetwork network, ImageBatch images, int image, List<String> names, Pooling pooling) {
        var outputs = network.outputs(images, image);
        double[] values = names.stream()
                .flatMapToDouble(name -> BranchedNetwork.FLAT.contains(name)
                        ? flattened(outputs.get(name))
                        : pooled(outputs.get(name), pooling))
                .toArray();
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static DoubleStream pooled(double[][] output, Pooling pooling) {
        return switch (pooling) {
            case AVERAGE ->
                Arrays.stream(output)
                        .mapToDouble(channel -> Arrays.stream(channel).average().orElseThrow());
            case MAX ->
                Arrays.stream(output)
                        .mapToDouble(channel -> Arrays.stream(channel).max().orElseThrow());
            case BOTH -> DoubleStream.concat(pooled(output, Pooling.AVERAGE), pooled(output, Pooling.MAX));
            case FLATTEN -> flattened(output);
            case CLS, MEAN, CLS_MEAN -> throw new AssertionError("there are no tokens here");
        };
    }

    private static DoubleStream flattened(double[][] output) {
        return Arrays.stream(output).flatMapToDouble(Arrays::stream);
    }

    private static float[] row(FeatureBatch features, int image) {
        float[] row = new float[features.width()];
        features.row(image).get(row);
        return row;
    }
}
