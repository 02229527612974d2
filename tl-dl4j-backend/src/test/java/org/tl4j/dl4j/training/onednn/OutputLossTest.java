package org.tl4j.dl4j.training.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.dataset.LabelMode;

class OutputLossTest {
    private static final float[] LOGITS = {0.3f, -2, 1.5f, 4, 0, -0.7f};

    @ParameterizedTest
    @EnumSource
    void gradientIsTheSlopeOfTheLoss(LabelMode mode) {
        // as by label smoothing, mixed images and weights; the fifth value of several labels is unknown
        FloatBuffer targets = mode == LabelMode.SINGLE_LABEL
                ? FloatBuffer.wrap(new float[] {0.1f, 0.9f, 0.3f, 0, 2, 0.5f})
                : FloatBuffer.wrap(new float[] {0.1f, 0.9f, 0.3f, 0.9f, 0.2f, 2, 1, 0, 0.4f, 0, 0, 0.6f});
        float[] gradients =
                OutputLoss.of(mode, FloatBuffer.wrap(LOGITS), targets, 2).gradients();
        for (int i = 0; i < LOGITS.length; i++) {
            double slope = (sum(mode, targets, i, 1e-2f) - sum(mode, targets, i, -1e-2f)) / 2e-2;
            assertThat((double) gradients[i]).isCloseTo(slope, within(1e-4));
        }
    }

    private static double sum(LabelMode mode, FloatBuffer targets, int index, float change) {
        float[] logits = LOGITS.clone();
        logits[index] += change;
        return 2 * OutputLoss.of(mode, FloatBuffer.wrap(logits), targets, 2).mean();
    }

    /** {@code log(1 - sigmoid(1000))} is not finite if it is computed as it stands. */
    @Test
    void largeLogitsOfSeveralLabelsHaveAFiniteLoss() {
        FloatBuffer logits = FloatBuffer.wrap(new float[] {1000, -1000, 1000, -1000});
        FloatBuffer targets = FloatBuffer.wrap(new float[] {1, 0, 0, 1, 0, 1, 1, 0});

        OutputLoss loss = OutputLoss.of(LabelMode.MULTI_LABEL, logits, targets, 1);

        assertThat(loss.mean()).isEqualTo(500);
        assertThat(loss.gradients()).containsExactly(0, 0, 0.25f, -0.25f);
        assertThat(OutputLoss.probabilities(LabelMode.MULTI_LABEL, logits, 1, 4)[0])
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void anUnknownLabelCountsNothing() {
        FloatBuffer targets = FloatBuffer.wrap(new float[] {1, 0, 0, 0});

        OutputLoss loss = OutputLoss.of(LabelMode.MULTI_LABEL, FloatBuffer.wrap(new float[] {0, 7}), targets, 1);

        assertThat(loss.mean()).isCloseTo(Math.log(2) / 2, within(1e-12));
        assertThat(loss.gradients()).containsExactly(-0.25f, 0);
    }

    @Test
    void aLogitThatIsNoNumberStaysVisible() {
        FloatBuffer targets = FloatBuffer.wrap(new float[] {0, 0});

        assertThat(OutputLoss.of(LabelMode.MULTI_LABEL, FloatBuffer.wrap(new float[] {Float.NaN}), targets, 1)
                        .mean())
                .isNaN();
    }
}
