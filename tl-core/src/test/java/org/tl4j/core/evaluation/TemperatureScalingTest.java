package org.tl4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureScalingTest {
    @Test
    void networkOfConstantConfidenceIsCalibratedToItsAccuracy() {
        // three of four are right, each with probability 0.9: the temperature T with 1 / (1 + exp(-ln 9 / T)) = 3/4
        TemperatureScaling scaling = TemperatureScaling.fit(said(0.9f), new int[] {0, 0, 0, 1});

        assertThat(scaling.temperature()).isCloseTo(Math.log(9) / Math.log(3), within(1e-5));
        assertThat(scaling.loss(said(0.9f)[0], 0)).isCloseTo(-Math.log(0.75), within(1e-6));
        assertThat(scaling.loss(said(0.9f)[0], 1)).isCloseTo(-Math.log(0.25), within(1e-6));
    }

    @Test
    void smoothedAndSharpCopiesOfOneNetworkHaveTheSameLoss() {
        int[] labels = {0, 0, 0, 1};
        TemperatureScaling sharp = TemperatureScaling.fit(said(0.99f), labels);
        TemperatureScaling smooth = TemperatureScaling.fit(said(0.6f), labels);

        assertThat(sharp.temperature()).isGreaterThan(smooth.temperature());
        assertThat(sharp.loss(said(0.99f)[0], 0)).isCloseTo(smooth.loss(said(0.6f)[0], 0), within(1e-6));
    }

    @Test
    void networkThatIsAlwaysRightGetsTheSmallestTemperature() {
        assertThat(TemperatureScaling.fit(said(0.6f), new int[4]).temperature()).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void probabilityOfZeroCostsNoMoreThanTheSmallest() {
        assertThat(new TemperatureScaling(1).loss(new float[] {1, 0}, 1)).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void temperatureIsAboveZero() {
        assertThatThrownBy(() -> new TemperatureScaling(0)).hasMessageContaining("above 0");
    }

    private static float[][] said(float first) {
        float[] row = {first, 1 - first};
        return new float[][] {row, row, row, row};
    }
}
