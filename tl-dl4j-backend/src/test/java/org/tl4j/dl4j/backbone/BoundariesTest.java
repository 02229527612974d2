package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;

class BoundariesTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    /**
     * Parameters: a convolution has inputs x outputs x 9, a batch norm two per channel; 269,722 in all, 650 in the
     * classifier.
     */
    @Test
    void everyGroupEndsWhereTheNextBegins() {
        assertThat(PretrainedFixture.catalog()
                        .structure(BackboneRequest.of("resnet20-cifar10"))
                        .orElseThrow()
                        .boundaries())
                .containsExactly(
                        option("stem", "relu", 464, false, 16, 32, 32),
                        option("layer1", "layer1.2.relu2", 14_480, false, 16, 32, 32),
                        option("layer2", "layer2.2.relu2", 65_552, false, 32, 16, 16),
                        option("layer3", "avgpool", 269_072, true, 64));
    }

    @Test
    void defaultBoundaryIsListedIfNoGroupEndsThere() {
        Boundaries boundaries = new Boundaries(
                configuration("resnet20"), PretrainedFixture.preprocessing(), groups("resnet20"), "layer1.0");

        assertThat(boundaries.options())
                .extracting(BoundaryOption::vertex)
                .containsExactly("relu", "layer1.0", "layer1.2.relu2", "layer2.2.relu2", "avgpool");
        assertThat(boundaries.options())
                .filteredOn(BoundaryOption::isDefault)
                .containsExactly(
                        new BoundaryOption(Optional.empty(), "layer1.0", new FeatureMap(16, 32, 32), 5136, true));
    }

    /** Architectures whose groups would have no end vertex, or whose parameters would be reordered by pooling vertices. */
    @ParameterizedTest
    @MethodSource("architectures")
    void everyArchitectureHasADefaultBoundaryAndGivesFeaturesAnywhere(BackboneEntry entry) {
        ComputationGraphConfiguration configuration = configuration(entry);
        List<LayerGroup> groups =
                PretrainedGraph.groupsWithClassifier(Architectures.named(entry.architecture()), configuration);
        Boundaries boundaries = new Boundaries(configuration, entry.preprocessing(), groups, entry.defaultBoundary());
        List<BoundaryOption> options = boundaries.options();
        List<String> vertices = options.stream().map(BoundaryOption::vertex).toList();
        Boundary joined = boundaries.choose(vertices, Optional.of(Pooling.BOTH));

        assertThat(options)
                .hasSize(groups.size() - 1)
                .filteredOn(BoundaryOption::isDefault)
                .hasSize(1);
        assertThat(options.get(options.size() - 1).isDefault()).isTrue();
        assertThat(joined.vertices()).doesNotHaveDuplicates();
        assertThatNoException()
                .isThrownBy(() -> FeatureGraph.extend(
                        configuration,
                        joined,
                        vertices.stream().map(boundaries::shape).toList()));
    }

    static Stream<BackboneEntry> architectures() {
        return PublishedEntries.all().stream()
                .filter(entry -> !entry.name().endsWith("garments")
                        && !entry.architecture().equals(ImportedNetwork.ARCHITECTURE));
    }

    @ParameterizedTest
    @CsvSource({
        "layer2, layer2.2.relu2, AVERAGE, 32",
        "layer2, layer2.2.relu2, BOTH, 64",
        "layer2.1.conv2, layer2.1.conv2, MAX, 32",
        "layer3.0.shortcut, layer3.0.shortcut, FLATTEN, 4096",
        "layer3, avgpool, AVERAGE, 64",
        "linear, linear, AVERAGE, 10"
    })
    void nameIsAVertexOrWhatComesOutOfAGroup(String name, String vertex, Pooling pooling, int width) {
        assertThat(resnet20().choose(List.of(name), Optional.of(pooling)))
                .isEqualTo(Boundary.at(vertex, pooling, width));
    }

    @Test
    void nameThatBothHaveIsTheVertex() {
        Boundaries boundaries = new Boundaries(
                configuration("squeezenet1_1"),
                entry("squeezenet1_1").preprocessing(),
                groups("squeezenet1_1"),
                "features.12");

        assertThat(boundaries.choose(List.of("features.4"), Optional.empty()).vertices())
                .containsExactly("features.4");
        assertThat(boundaries.options())
                .filteredOn(option -> option.group().equals(Optional.of("features.4")))
                .extracting(BoundaryOption::vertex)
                .containsExactly("features.5");
    }

    @Test
    void noRequestIsTheDefaultBoundary() {
        assertThat(resnet20().choose(List.of(), Optional.empty()))
                .isEqualTo(Boundary.at("avgpool", Pooling.AVERAGE, 64));
    }

    @Test
    void joinedBoundariesKeepTheirOrder() {
        assertThat(resnet20().choose(List.of("avgpool", "layer1", "stem"), Optional.of(Pooling.BOTH)))
                .isEqualTo(new Boundary(List.of("avgpool", "layer1.2.relu2", "relu"), Pooling.BOTH, 64 + 32 + 32));
    }

    @Test
    void unknownNameIsReportedWithTheNearestAndTheSuitableOnes() {
        refused(List.of("layer2.2.relu22"), Optional.empty())
                .withMessageContaining("boundary must be a vertex")
                .withMessageContaining("found layer2.2.relu22; did you mean layer2.2.relu2?")
                .withMessageContaining(
                        "stem (relu), layer1 (layer1.2.relu2), layer2 (layer2.2.relu2), layer3 (avgpool)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "output", ""})
    void endsOfTheNetworkAreNoBoundaries(String name) {
        refused(List.of(name), Optional.empty()).withMessageContaining("must be a vertex between input and output");
    }

    @Test
    void sameVertexTwiceIsRefused() {
        refused(List.of("layer3", "avgpool"), Optional.empty())
                .withMessageContaining("once")
                .withMessageContaining("layer3, avgpool, which means avgpool, avgpool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAX", "BOTH", "FLATTEN"})
    void poolingWithNothingToPoolIsRefused(String pooling) {
        refused(List.of(), Optional.of(Pooling.valueOf(pooling)))
                .withMessageContaining("pooling goes with a boundary that has height and width, found avgpool")
                .withMessageContaining("such as layer3.2.relu2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLS", "MEAN", "CLS_MEAN"})
    void poolingOfTokensIsRefusedWithWhatGoesWithTheBoundary(String pooling) {
        Pooling choice = Pooling.valueOf(pooling);
        refused(List.of("layer1"), Optional.of(choice))
                .withMessageContaining(
                        "pooling must go with what the boundary gives: average, max, both, flatten, found "
                                + choice.word() + " for layer1.2.relu2, a map of 16 channels of 32x32");
        refused(List.of("avgpool"), Optional.of(choice))
                .withMessageContaining("pooling goes with a boundary that has tokens, found avgpool");
    }

    @Test
    void moreFeaturesThanMemoryHoldsAreRefused() {
        assertThat(resnet20()
                        .choose(List.of("relu", "layer1", "layer2"), Optional.of(Pooling.FLATTEN))
                        .width())
                .isEqualTo(16_384 + 16_384 + 8192);
        refused(
                        List.of(
                                "conv1",
                                "bn1",
                                "relu",
                                "layer1.0",
                                "layer1.1",
                                "layer1.2",
                                "layer1",
                                "layer1.0.bn1",
                                "linear"),
                        Optional.of(Pooling.FLATTEN))
                .withMessageContaining(
                        "at most 131,072 features, since the output layer has one weight for each of them and each class")
                .withMessageContaining("found 131,082; choose another pooling");
    }

    private static ThrowableAssertAlternative<UsageException> refused(List<String> names, Optional<Pooling> pooling) {
        return assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> resnet20().choose(names, pooling));
    }

    private static Boundaries resnet20() {
        return new Boundaries(
                configuration("resnet20"), PretrainedFixture.preprocessing(), groups("resnet20"), "avgpool");
    }

    private static List<LayerGroup> groups(String architecture) {
        return PretrainedGraph.groupsWithClassifier(Architectures.named(architecture), configuration(architecture));
    }

    private static ComputationGraphConfiguration configuration(String architecture) {
        return configuration(entry(architecture));
    }

    private static ComputationGraphConfiguration configuration(BackboneEntry entry) {
        return Architectures.named(entry.architecture())
                .configuration(entry.preprocessing(), 10, new Architecture.Initialisation(1, new NoOp()));
    }

    private static BackboneEntry entry(String architecture) {
        return PublishedEntries.all().stream()
                .filter(entry -> entry.architecture().equals(architecture))
                .filter(entry -> !entry.name().endsWith("garments"))
                .findFirst()
                .orElseThrow();
    }

    private static BoundaryOption option(
            String group, String vertex, long parameters, boolean isDefault, long... shape) {
        return new BoundaryOption(
                Optional.of(group),
                vertex,
                shape.length == 1 ? new FeatureVector(shape[0]) : new FeatureMap(shape[0], shape[1], shape[2]),
                parameters,
                isDefault);
    }
}
