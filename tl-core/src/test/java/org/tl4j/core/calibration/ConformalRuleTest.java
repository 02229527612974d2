package org.tl4j.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConformalRuleTest {
    private static final int CLASSES = 6;

    @Test
    void theImagesThatACoverageNeedsAreTheInverseOfItsRest() {
        assertThat(ConformalRule.needed(0.95)).isEqualTo(19);
        assertThat(ConformalRule.needed(0.9)).isEqualTo(9);
        assertThat(ConformalRule.needed(0.99)).isEqualTo(99);
    }

    @Test
    void tooFewImagesAreRefused() {
        assertThatThrownBy(() -> ConformalRule.fit(new float[18][CLASSES], new int[18], 0.95))
                .hasMessageContaining("needs 19 images, found 18");
    }

    @Test
    void setsOfOtherImagesContainTheRightClassAsOftenAsWasAsked() {
        int images = 20_000;
        Examples fitted = Examples.of(images, 1);
        Examples others = Examples.of(images, 2);
        for (double coverage : new double[] {0.5, 0.8, 0.95}) {
            ConformalRule rule = ConformalRule.fit(fitted.probabilities, fitted.labels, coverage);
            int covered = 0;
            for (int i = 0; i < images; i++) {
                covered += rule.set(others.probabilities[i]).contains(others.labels[i]) ? 1 : 0;
            }
            // four standard deviations of the difference of two shares
            double deviation = Math.sqrt(2 * coverage * (1 - coverage) / images);
            assertThat((double) covered / images).isCloseTo(coverage, within(4 * deviation));
        }
    }

    /** Images whose classes are as probable as their probabilities say. */
    private static final class Examples {
        private final float[][] probabilities;
        private final int[] labels;

        private Examples(float[][] probabilities, int[] labels) {
            this.probabilities = probabilities;
            this.labels = labels;
        }

        private static Examples of(int images, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] probabilities = new float[images][CLASSES];
            int[] labels = new int[images];
            for (int i = 0; i < images; i++) {
                double sum = 0;
                double[] weights = new double[CLASSES];
                for (int k = 0; k < CLASSES; k++) {
                    weights[k] = Math.exp(6 * random.nextDouble());
                    sum += weights[k];
                }
                double left = random.nextDouble() * sum;
                for (int k = 0; k < CLASSES; k++) {
                    probabilities[i][k] = (float) (weights[k] / sum);
                    labels[i] = left > 0 ? k : labels[i];
                    left -= weights[k];
                }
            }
            return new Examples(probabilities, labels);
        }
    }
}
