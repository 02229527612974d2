package org.tl4j.dl4j.backbone;

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
                BackboneEntry.DEEPLEARNING4J,
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

    private static BackboneEntry readBack(BackboneEntry entry) {
        CatalogFile file = CatalogFile.parse(CatalogText.of(entry), "a catalogue");
        assertThat(file.only()).isFalse();
        return file.entries().get(entry.name());
    }
}
