package org.tl4j.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsSource;

class CatalogTextTest {
    @Test
    void isReadBackEqualForEveryPublishedEntry() {
        for (BackboneEntry entry : CatalogFileTest.published()) {
            assertThat(readBack(entry)).isEqualTo(entry);
        }
    }

    @Test
    void isReadBackEqualForAnImportedNetwork() {
        BackboneEntry entry = new BackboneEntry(
                "mine \"quoted\" ä",
                "abacus",
                ImportedNetwork.ARCHITECTURE,
                "a network",
                "what its maker says",
                "NOASSERTION",
                "mine.h5",
                new WeightsSource(
                        "mine.safetensors",
                        false,
                        Optional.of(URI.create("https://example.org/mine?x=1&y=2")),
                        OptionalLong.of(12),
                        Optional.empty(),
                        Optional.of("0123abcd")),
                new Preprocessing(
                        new ResizeRule.Exact(new ImageSize(40, 30)),
                        new ImageSize(36, 28),
                        ChannelOrder.GREY,
                        1.0 / 255,
                        List.of(0.1),
                        List.of(1.0 / 3)),
                "avg_pool",
                1e-3,
                Optional.empty(),
                OptionalInt.of(7));
        assertThat(readBack(entry)).isEqualTo(entry);
    }

    @Test
    void isReadBackEqualForWeightsInSeveralFiles() {
        BackboneEntry one = CatalogFileTest.published().get(0);
        WeightsSource several = new WeightsSource(
                List.of(one.weights().main(), WeightsFile.named("more.data")),
                one.weights().embedded());
        assertThat(readBack(with(one, several))).isEqualTo(with(one, several));
    }

    @Test
    void writesTheSameTextEachTime() {
        assertThat(CatalogText.of(with(CatalogFileTest.published().get(0), WeightsSource.named("a.safetensors"))))
                .isEqualTo("""
                        {
                          "entries" : [ {
                            "name" : "squeezenet1_1-imagenet",
                            "engine" : "deeplearning4j",
                            "architecture" : "squeezenet1_1",
                            "description" : "SqueezeNet 1.1, small and quick, for photos of any kind",
                            "trained-on" : "ImageNet-1k: 1.28 million photos of 1000 classes",
                            "licence" : "Apache-2.0",
                            "source" : "torchvision",
                            "weights" : {
                              "file" : "a.safetensors"
                            },
                            "classes" : 1000,
                            "boundary" : "features.12",
                            "fine-tuning-rate" : 0.001,
                            "preprocessing" : {
                              "resize" : {
                                "rule" : "shorter-side",
                                "pixels" : 256
                              },
                              "crop" : {
                                "width" : 224,
                                "height" : 224
                              },
                              "channels" : "RGB",
                              "scale" : 0.00392156862745098,
                              "mean" : [ 0.485, 0.456, 0.406 ],
                              "deviation" : [ 0.229, 0.224, 0.225 ]
                            }
                          } ]
                        }
                        """);
    }

    private static BackboneEntry with(BackboneEntry entry, WeightsSource weights) {
        return new BackboneEntry(
                entry.name(),
                entry.engine(),
                entry.architecture(),
                entry.description(),
                entry.trainedOn(),
                entry.licence(),
                entry.source(),
                weights,
                entry.preprocessing(),
                entry.defaultBoundary(),
                entry.fineTuningRate(),
                Optional.empty(),
                entry.classes());
    }

    private static BackboneEntry readBack(BackboneEntry entry) {
        CatalogFile file = CatalogFile.parse(CatalogText.of(entry), "a catalogue");
        assertThat(file.only()).isFalse();
        return file.entries().get(entry.name());
    }
}
