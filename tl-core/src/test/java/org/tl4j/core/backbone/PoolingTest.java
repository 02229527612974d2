package org.tl4j.core.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;

class PoolingTest {
    private static final FeatureShape MAP = new FeatureMap(512, 7, 5);
    private static final FeatureShape VECTOR = new FeatureVector(64);
    private static final FeatureShape TOKENS = new TokenSequence(197, 192);

    @ParameterizedTest
    @CsvSource({
        "AVERAGE, 512, 64, -1",
        "MAX, 512, 64, -1",
        "BOTH, 1024, 64, -1",
        "FLATTEN, 17920, 64, 37824",
        "CLS, -1, 64, 192",
        "MEAN, -1, 64, 192",
        "CLS_MEAN, -1, 64, 384"
    })
    void givesAsManyFeaturesAsTheShapeHasOrDoesNotGoWithIt(Pooling pooling, long map, long vector, long tokens) {
        assertWidth(pooling, MAP, map);
        assertWidth(pooling, VECTOR, vector);
        assertWidth(pooling, TOKENS, tokens);
    }

    private static void assertWidth(Pooling pooling, FeatureShape shape, long width) {
        assertThat(pooling.goesWith(shape)).isEqualTo(width > 0);
        if (width > 0) {
            assertThat(pooling.width(shape)).isEqualTo(width);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> pooling.width(shape));
        }
    }

    @Test
    void wordsAreThoseOfFilesAndSettings() {
        assertThat(EnumNames.all(Pooling.class))
                .containsExactly("average", "max", "both", "flatten", "cls", "mean", "cls+mean");
        assertThat(EnumNames.find(Pooling.class, "cls+mean")).contains(Pooling.CLS_MEAN);
        assertThat(EnumNames.find(Pooling.class, "cls-mean")).isEmpty();
    }

    @Test
    void defaultPoolingIsTheFirstOfThoseThatApplyToAShape() {
        assertThat(Pooling.of(MAP)).containsExactly(Pooling.AVERAGE, Pooling.MAX, Pooling.BOTH, Pooling.FLATTEN);
        assertThat(Pooling.of(TOKENS)).containsExactly(Pooling.MEAN, Pooling.FLATTEN, Pooling.CLS, Pooling.CLS_MEAN);
        assertThat(Pooling.defaultFor(List.of(VECTOR))).isEqualTo(Pooling.AVERAGE);
        assertThat(Pooling.defaultFor(List.of(VECTOR, TOKENS))).isEqualTo(Pooling.MEAN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"CLS", "MEAN", "CLS_MEAN"})
    void poolingOfTokensIsRefusedForMaps(Pooling pooling) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> pooling.requireFor(List.of("top", "middle"), List.of(VECTOR, MAP)))
                .withMessage("pooling must go with what the boundary gives: average, max, both, flatten, found "
                        + pooling.word() + " for middle, a map of 512 channels of 5x7; choose one of these");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooling.class,
            names = {"AVERAGE", "MAX", "BOTH"})
    void poolingOfMapsIsRefusedForTokens(Pooling pooling) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> pooling.requireFor(List.of("last_hidden_state"), List.of(TOKENS)))
                .withMessageContaining("gives: mean, flatten, cls, cls+mean, found " + pooling.word()
                        + " for last_hidden_state, 197 tokens of 192 values");
    }

    @Test
    void classTokenAndTheOthersNeedsOthers() {
        assertThat(Pooling.CLS_MEAN.goesWith(new TokenSequence(1, 8))).isFalse();
        assertThat(Pooling.CLS_MEAN.goesWith(new TokenSequence(2, 8))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "MAX, height and width",
        "BOTH, height and width",
        "FLATTEN, height and width",
        "CLS, tokens",
        "MEAN, tokens",
        "CLS_MEAN, tokens"
    })
    void nothingToPoolIsRefused(Pooling pooling, String missing) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> pooling.requireFor(List.of("logits"), List.of(VECTOR)))
                .withMessage(
                        "pooling goes with a boundary that has " + missing + ", found logits; leave the pooling out");
    }

    @Test
    void vectorsAreTakenAsTheyAreBesidesOthers() {
        assertThatNoException().isThrownBy(() -> {
            Pooling.AVERAGE.requireFor(List.of("logits"), List.of(VECTOR));
            Pooling.CLS.requireFor(List.of("a", "b"), List.of(TOKENS, VECTOR));
            Pooling.BOTH.requireFor(List.of("a", "b"), List.of(VECTOR, MAP));
        });
    }

    @Test
    void mapsAndTokensTogetherCanOnlyBeFlattened() {
        for (Pooling pooling : Pooling.values()) {
            assertThat(pooling.goesWith(MAP) && pooling.goesWith(TOKENS)).isEqualTo(pooling == Pooling.FLATTEN);
        }
    }

    @Test
    void shapesHaveDimensionsAndValues() {
        assertThat(MAP.dimensions()).containsExactly(512L, 7L, 5L);
        assertThat(TOKENS.dimensions()).containsExactly(197L, 192L);
        assertThat(VECTOR.dimensions()).containsExactly(64L);
        assertThat(MAP.values()).isEqualTo(512 * 35);
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureMap(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureVector(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenSequence(1, 0));
    }
}
