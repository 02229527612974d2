package org.tl4j.strategies.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;
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

    /** Two of them would be a gain, with one standard error of at most the square root of three. */
    @Test
    void aNetworkWithOneImageWrongOrNoneLeavesNoRoom() {
        assertThat(PairedComparison.leavesRoom(outcome("111111"))).isFalse();
        assertThat(PairedComparison.leavesRoom(outcome("111110"))).isFalse();
        assertThat(PairedComparison.leavesRoom(outcome("111100"))).isTrue();
        assertThat(PairedComparison.leavesRoom(outcome("00" + "1".repeat(998)))).isTrue();
        assertThat(PairedComparison.wrong(outcome("111100"))).isEqualTo(2);
    }

    @Test
    void theGainOfSeveralLabelsIsThatOfTheMeanAveragePrecision() {
        LabelMatrix labels = LabelMatrix.multiple(
                IntStream.range(0, 40)
                        .mapToObj(row -> List.of(row % 2 == 0 ? LabelState.PRESENT : LabelState.ABSENT))
                        .toList(),
                1);
        ValidationPredictions perfect = ValidationPredictions.of(labels);
        ValidationPredictions reversed = ValidationPredictions.of(labels);
        for (int row = 0; row < 40; row++) {
            perfect.put(row, new float[] {row % 2 == 0 ? 0.9f : 0.1f});
            reversed.put(row, new float[] {row % 2 == 0 ? 0.1f : 0.9f});
        }
        AccuracyGain gain = PairedComparison.between(reversed, perfect);

        assertThat(perfect.score().value()).isEqualTo(1);
        assertThat(gain.mean()).isCloseTo(1 - reversed.score().value(), within(1e-12));
        assertThat(gain.clear()).isTrue();
        assertThat(PairedComparison.between(perfect, perfect)).isEqualTo(new AccuracyGain(0, 0));
    }

    private static ValidationPredictions outcome(String right) {
        ValidationPredictions outcome = ValidationPredictions.of(
                LabelMatrix.single(right.chars().map(c -> c == '1' ? 0 : 1).toArray(), 2));
        for (int i = 0; i < right.length(); i++) {
            outcome.put(i, new float[] {0.8f, 0.2f});
        }
        return outcome;
    }
}
