package org.tl4j.core.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsSource;

class BackboneEntryBuilderTest {
    private static final ImageSize SIZE = ImageSize.square(8);
    private static final Preprocessing GREY =
            new Preprocessing(new ResizeRule.Exact(SIZE), SIZE, ChannelOrder.GREY, 1, List.of(0.0), List.of(1.0));
    private static final WeightsSource WEIGHTS = WeightsSource.named("net.bin");

    @Test
    void requiredPartsAreEnough() {
        assertThat(required().build())
                .isEqualTo(new BackboneEntry(
                        "net",
                        "tiny",
                        "colours",
                        "",
                        "",
                        "NOASSERTION",
                        "",
                        WEIGHTS,
                        GREY,
                        "top",
                        0.001,
                        Optional.empty(),
                        OptionalInt.empty()));
    }

    @Test
    void allMissingPartsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BackboneEntry.named("net").build())
                .withMessageContaining("backbone net")
                .withMessageContaining("engine, architecture, weights, preprocessing, defaultBoundary");
    }

    @Test
    void aMissingPartIsNamedAlone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> required().engine(null).build())
                .withMessageContaining("missing: engine;");
        assertThatNullPointerException().isThrownBy(() -> BackboneEntry.named(null));
    }

    @Test
    void everyComponentComesBackOutOfABuilder() {
        BackboneEntry entry = full();

        assertThat(entry.toBuilder().build()).isEqualTo(entry);
        assertThat(entry.toBuilder().defaultBoundary("middle").build().defaultBoundary())
                .isEqualTo("middle");
    }

    @Test
    void anotherInputSizeChangesThePreprocessingAndDropsTheReferenceOutput() {
        BackboneEntry entry = full();

        assertThat(entry.withInputSize(16))
                .isEqualTo(new BackboneEntry(
                        "net",
                        "tiny",
                        "colours",
                        "a network",
                        "noise",
                        "CC0-1.0",
                        "this test",
                        WEIGHTS,
                        GREY.withInputSize(16),
                        "top",
                        0.01,
                        Optional.empty(),
                        OptionalInt.of(5)));
    }

    private static BackboneEntryBuilder required() {
        return BackboneEntry.named("net")
                .engine("tiny")
                .architecture("colours")
                .weights(WEIGHTS)
                .preprocessing(GREY)
                .defaultBoundary("top");
    }

    private static BackboneEntry full() {
        return new BackboneEntry(
                "net",
                "tiny",
                "colours",
                "a network",
                "noise",
                "CC0-1.0",
                "this test",
                WEIGHTS,
                GREY,
                "top",
                0.01,
                Optional.of(new ReferenceOutput("top", List.of(1.0, 2.0))),
                OptionalInt.of(5));
    }
}
