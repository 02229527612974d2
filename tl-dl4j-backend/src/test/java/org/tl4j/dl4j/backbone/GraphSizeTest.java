package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;

class GraphSizeTest {
    private final FixtureBackbones catalog = PretrainedFixture.catalog();

    /** Parameters and GFLOPS of torchvision's documentation. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, 11689512, 1.814",
        "resnet34, 21797672, 3.664",
        "resnet50, 25557032, 4.089",
        "resnet101, 44549160, 7.801",
        "resnet152, 60192808, 11.514",
        "wide_resnet50_2, 68883240, 11.398",
        "densenet121, 7978856, 2.834",
        "densenet161, 28681000, 7.728",
        "densenet169, 14149480, 3.36",
        "densenet201, 20013928, 4.291",
        "vgg11, 132863336, 7.609",
        "vgg13_bn, 133053736, 11.308",
        "vgg16, 138357544, 15.47",
        "vgg19, 143667240, 19.632",
        "mobilenet_v2, 3504872, 0.301",
        "efficientnet_b0, 5288548, 0.386",
        "squeezenet1_0, 1248424, 0.819",
        "squeezenet1_1, 1235496, 0.349"
    })
    void countsAsTorchvisionDoes(String network, long parameters, double gigaMultiplyAdds) {
        NetworkSize size = size(network + "-imagenet");

        assertThat(size.parameters()).isEqualTo(parameters);
        assertThat(size.multiplyAdds() / 1e9).isCloseTo(gigaMultiplyAdds, within(0.0006));
    }

    /** The counts of the paper's authors (He et al. 2015, table 6), and of github.com/akamaster/pytorch_resnet_cifar10. */
    @ParameterizedTest
    @CsvSource({"resnet20, 269722", "resnet32, 464154", "resnet44, 658586", "resnet56, 853018", "resnet110, 1727962"})
    void countsTheNetworksForSmallImages(String network, long parameters) {
        assertThat(size(network + "-cifar10").parameters()).isEqualTo(parameters);
    }

    @Test
    void everyPublishedNetworkIsWithinTheLimitsAtItsOwnSize() {
        Started.runtime();
        assertThat(catalog.entries())
                .filteredOn(entry -> !entry.architecture().equals(ImportedNetwork.ARCHITECTURE))
                .allSatisfy(entry -> assertThat(GraphShapes.of(
                                PretrainedGraph.structure(
                                        Architectures.named(entry.architecture()), entry.preprocessing()),
                                ActivationShape.image(
                                        entry.preprocessing().channels().channels(),
                                        entry.preprocessing().crop().height(),
                                        entry.preprocessing().crop().width()),
                                GraphLimits.defaults()))
                        .isNotEmpty());
    }

    @Test
    void everyPublishedEntryHasASizeUnlessItsFileHasTheGraph() {
        assertThat(catalog.entries())
                .filteredOn(entry -> !entry.architecture().equals(ImportedNetwork.ARCHITECTURE))
                .allSatisfy(entry -> assertThat(size(entry.name()).parameters()).isPositive());
    }

    @Test
    void anEntryWithoutClassesHasNone() {
        BackboneEntry stated = PublishedEntries.catalog().named("resnet18");
        BackboneEntry unstated = new BackboneEntry(
                stated.name(),
                stated.engine(),
                stated.architecture(),
                stated.description(),
                stated.trainedOn(),
                stated.licence(),
                stated.source(),
                stated.weights(),
                stated.preprocessing(),
                stated.defaultBoundary(),
                stated.fineTuningRate(),
                stated.referenceOutput(),
                OptionalInt.empty());

        assertThat(PretrainedFixture.catalogOf(unstated)
                        .structure(BackboneRequest.of(unstated.name()))
                        .orElseThrow()
                        .size())
                .isEmpty();
    }

    private NetworkSize size(String name) {
        return catalog.structure(BackboneRequest.of(name)).orElseThrow().size().orElseThrow();
    }
}
