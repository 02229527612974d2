package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.onnx.SharedFixtures;

/** Imports networks of other exporters and compares their features with those of PyTorch. */
class OnnxConformanceTest {
    private static final double TOLERANCE = 1e-4;

    private final Imports imports = new Imports();

    @ParameterizedTest
    @CsvSource({
        "convnext-tiny, features, AVERAGE, 10",
        "mobilenetv3-tiny-batch1, features, AVERAGE, 10",
        "squeezenet1_1-imagenet, features, AVERAGE, 1000",
        "vit-tiny, cls+mean, CLS_MEAN, ",
    })
    void theProposedFeaturesAreThoseOfPyTorch(String name, String output, Pooling pooling, Integer classes)
            throws Exception {
        ImportedNetwork network = imports.read(file(name), Imports.usual());

        assertThat(network.pooling()).contains(pooling);
        assertThat(network.classes()).isEqualTo(classes == null ? OptionalInt.empty() : OptionalInt.of(classes));
        assertThat(deviation(network, BackboneRequest.of("net"), name, output, 32, 0, 1))
                .isLessThan(TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "last_hidden_state, CLS, cls",
        "last_hidden_state, MEAN, mean",
        "last_hidden_state, CLS_MEAN, cls+mean",
        "pooler_output, AVERAGE, pooler_output",
    })
    void chosenOutputsOfATransformerAreThoseOfPyTorch(String value, Pooling pooling, String output) throws Exception {
        ImportedNetwork network = imports.read(file("vit-tiny"), Imports.settings(OptionalInt.empty(), value, pooling));

        assertThat(network.boundary()).isEqualTo(value);
        assertThat(deviation(network, BackboneRequest.of("net"), "vit-tiny", output, 32, 0, 1))
                .isLessThan(TOLERANCE);
    }

    @Test
    void anotherBoundaryThanTheImportedOneCanBeRequested() throws Exception {
        ImportedNetwork network = imports.read(file("vit-tiny"), Imports.usual());

        assertThat(deviation(
                        network,
                        BackboneRequest.of("net").upTo("pooler_output"),
                        "vit-tiny",
                        "pooler_output",
                        32,
                        0,
                        1))
                .isLessThan(TOLERANCE);
        assertThat(deviation(network, BackboneRequest.of("net").pooledBy(Pooling.CLS), "vit-tiny", "cls", 32, 0, 1))
                .isLessThan(TOLERANCE);
    }

    @Test
    void channelsLastAndPixelsFromZeroAreFollowed() throws Exception {
        ImportedNetwork network = imports.read(file("nhwc-softmax"), Imports.usual());

        assertThat(network.details()).containsEntry("opset", "14");
        assertThat(network.details().get("takes")).contains("channels last");
        assertThat(deviation(network, BackboneRequest.of("net"), "nhwc-softmax", "features", 14, 2.5, 51))
                .isLessThan(TOLERANCE);
    }

    @Test
    void aFixedBatchIsStated() throws Exception {
        assertThat(imports.read(file("mobilenetv3-tiny-batch1"), Imports.usual())
                        .details())
                .containsEntry("batch", "1: images are computed one by one");
    }

    private double deviation(
            ImportedNetwork network,
            BackboneRequest request,
            String name,
            String output,
            int cell,
            double shift,
            double scale)
            throws Exception {
        BackboneEntry entry = Imports.entry(network);
        Golden golden = new Golden(SharedFixtures.path("conformance/onnx/" + name + ".json"));
        try (Backbone backbone = imports.open(network, request)) {
            FeatureBatch features = backbone.features(Golden.grid(entry.preprocessing(), cell, shift, scale));
            float[] expected = golden.values(output);
            assertThat(features.values().limit()).isEqualTo(expected.length);
            if (request.boundaries().isEmpty() && request.pooling().isEmpty()) {
                entry.referenceOutput()
                        .orElseThrow()
                        .check(
                                backbone.features(
                                        entry.referenceOutput().orElseThrow().input(entry.preprocessing())),
                                name);
            }
            return Golden.deviation(expected, features.values());
        }
    }

    private static Path file(String name) {
        return SharedFixtures.path("conformance/onnx/" + name + ".onnx");
    }
}
