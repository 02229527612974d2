package org.tl4j.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

class BundleManifestBuilderTest {
    private static final ImageSize SIZE = ImageSize.square(8);
    private static final Preprocessing GREY =
            new Preprocessing(new ResizeRule.Exact(SIZE), SIZE, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    private static final LabelSet LABELS = new LabelSet(List.of("green", "red"));
    private static final Digest DIGEST = Digest.of("a test");
    private static final Provenance PROVENANCE = new Provenance("a test", Map.of(), DIGEST, 1, Map.of(), Instant.EPOCH);

    @Test
    void requiredPartsAreEnough() {
        assertThat(required().build())
                .isEqualTo(new BundleManifest(
                        "feature-extraction",
                        LABELS,
                        GREY,
                        "net",
                        DIGEST,
                        List.of("top"),
                        Pooling.AVERAGE,
                        List.of(),
                        new ParameterCounts(0, 0),
                        Map.of(),
                        false,
                        List.of(),
                        PROVENANCE));
    }

    @Test
    void allMissingPartsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BundleManifest.builder("auto").build())
                .withMessageContaining("labels, preprocessing, backbone, backboneWeights, boundaries, provenance");
    }

    @Test
    void whatTheManifestRefusesIsRefusedHereToo() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> required()
                        .backbone("x".repeat(BundleManifest.LONGEST_TEXT + 1))
                        .build())
                .withMessageContaining("backbone of a bundle");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> required().boundaries(List.of()).build())
                .withMessageContaining("at least one boundary");
    }

    @Test
    void everyComponentComesBackOutOfABuilder() {
        BundleManifest manifest = new BundleManifest(
                "fine-tuning",
                LABELS,
                GREY,
                "net",
                DIGEST,
                List.of("middle", "top"),
                Pooling.MAX,
                List.of("conv"),
                new ParameterCounts(10, 4),
                Map.of("validation-accuracy", 0.9),
                true,
                List.of("It was better."),
                PROVENANCE);

        assertThat(manifest.toBuilder().build()).isEqualTo(manifest);
        assertThat(manifest.toBuilder().metrics(Map.of()).build().metrics()).isEmpty();
    }

    private static BundleManifestBuilder required() {
        return BundleManifest.builder("feature-extraction")
                .labels(LABELS)
                .preprocessing(GREY)
                .backbone("net")
                .backboneWeights(DIGEST)
                .boundaries(List.of("top"))
                .provenance(PROVENANCE);
    }
}
