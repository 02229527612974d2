package org.tl4j.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CosineSimilarityTest {
    @Test
    void isTheCosineOfTheAngleAndNotOfTheLengths() {
        assertThat(similarity(new float[] {3, 0}, new float[] {0, 5})).isZero();
        assertThat(similarity(new float[] {1, 2}, new float[] {-2, -4})).isEqualTo(-1);
        assertThat(similarity(new float[] {1, 0}, new float[] {1, 1})).isCloseTo(Math.sqrt(0.5), Offset.offset(1e-12));
    }

    @Test
    void holdsForVeryLargeAndVerySmallValues() {
        assertThat(similarity(new float[] {Float.MAX_VALUE, 0}, new float[] {Float.MAX_VALUE, 0}))
                .isEqualTo(1);
        assertThat(similarity(new float[] {Float.MIN_VALUE}, new float[] {Float.MIN_VALUE}))
                .isEqualTo(1);
    }

    @Test
    void isZeroWhereOneHasNoDirection() {
        assertThat(similarity(new float[] {0, 0}, new float[] {1, 1})).isZero();
    }

    @Test
    void vectorsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> similarity(new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 2 and 3");
    }

    private static double similarity(float[] first, float[] second) {
        return ImageEmbedder.cosineSimilarity(first, second);
    }
}
