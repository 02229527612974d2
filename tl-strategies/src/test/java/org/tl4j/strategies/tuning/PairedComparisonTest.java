package org.tl4j.strategies.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tl4j.core.training.AccuracyGain;
import org.tl4j.strategies.training.ValidationPredictions;

class PairedComparisonTest {
    @Test
    void gainIsThatOfTheImagesOnWhichTheTwoDiffer() {
        ValidationPredictions before = outcome("1111100000");
        ValidationPredictions after = outcome("1111011110");
        AccuracyGain gain = PairedComparison.between(before, after);

        // four won and one lost of ten, and one more that differs
        assertThat(gain.mean()).isCloseTo(0.3, within(1e-12));
        assertThat(gain.standardError()).isCloseTo(Math.sqrt((0.6 - 0.09) / 10), within(1e-12));
        assertThat(gain.low()).isCloseTo(0.3 - 1.96 * Math.sqrt(0.051), within(1e-12));
        assertThat(gain.clear()).isTrue();
        assertThat(PairedComparison.between(after, after).clear()).isFalse();
    }

    @Test
    void oneImageIsNeverMoreThanNoise() {
        assertThat(PairedComparison.between(outcome("0"), outcome("1")).clear()).isFalse();
        assertThat(PairedComparison.between(outcome("0" + "1".repeat(999)), outcome("1".repeat(1000)))
                        .clear())
                .isFalse();
    }

    private static ValidationPredictions outcome(String right) {
        ValidationPredictions outcome = ValidationPredictions.ofSize(right.length());
        for (int i = 0; i < right.length(); i++) {
            outcome.put(i, new float[] {0.8f, 0.2f}, right.charAt(i) == '1' ? 0 : 1);
        }
        return outcome;
    }
}
