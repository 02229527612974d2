package org.tl4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    private static ComparisonRun run(int seed, String hits) {
        return new ComparisonRun(
                new ComparisonCell(PlantedRuns.FROZEN, 5, seed),
                4,
                1,
                5,
                0,
                true,
                new HeldOutScore.Hits(hits),
                0.5,
                1,
                List.of());
    }

    @Test
    void oneSeedHasTheErrorOfItsImages() {
        // differences 1, 0, 0, 0: mean 1/4, variance with n - 1 of 1/4, standard error sqrt(1/4 / 4) = 1/4
        PairedDifference difference = PairedDifference.between(List.of(run(1, "0100")), List.of(run(1, "1100")))
                .orElseThrow();

        assertThat(difference.mean()).isEqualTo(0.25);
        assertThat(difference.noise()).isCloseTo(1.959964 * 0.25, within(1e-6));
        assertThat(difference.isGain()).isFalse();
    }

    @Test
    void seedsThatDisagreeAddTheirError() {
        // by image: 1/2, 0, 0, -1/2, variance 1/6, squared error 1/24; by seed: 1/4 and -1/4, variance 1/8, squared
        // error 1/16
        PairedDifference difference = PairedDifference.between(
                        List.of(run(1, "0100"), run(2, "0101")), List.of(run(1, "1100"), run(2, "0100")))
                .orElseThrow();

        assertThat(difference.mean()).isZero();
        assertThat(difference.noise()).isCloseTo(1.959964 * Math.sqrt(1.0 / 24 + 1.0 / 16), within(1e-6));
    }

    @Test
    void imagesThatWereNotDecodedAndSeedsOfOneSideAloneDoNotCount() {
        PairedDifference difference = PairedDifference.between(
                        List.of(run(1, "00-"), run(3, "000")), List.of(run(1, "11-"), run(2, "000")))
                .orElseThrow();

        assertThat(difference).isEqualTo(new PairedDifference(1, 0));
        assertThat(difference.isGain()).isTrue();
        assertThat(PairedDifference.between(List.of(run(1, "00")), List.of(run(2, "11"))))
                .isEmpty();
    }

    @Test
    void refusesRunsOnOtherImages() {
        assertThatThrownBy(() -> PairedDifference.between(List.of(run(1, "00")), List.of(run(1, "111"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 2 and 3");
    }
}
