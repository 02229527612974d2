package org.tl4j.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;

class ConformalScoresTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 0.8, 0.9, 0.95, 0.99})
    void ofAFewImagesTheRuleIsTheOneThatTheImagesGive(double coverage) {
        Images images = Images.random(500, 1);

        assertThat(ConformalScores.of(images.probabilities, images.labels).rule(coverage))
                .isEqualTo(ConformalRule.fit(images.probabilities, images.labels, coverage));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9998})
    void ofManyImagesTheRuleIsNeverTooSmallAndHardlyTooLarge(double coverage) {
        Images images = Images.random(7777, 2);
        ConformalScores scores = ConformalScores.of(images.probabilities, images.labels);
        ConformalRule exact = ConformalRule.fit(images.probabilities, images.labels, coverage);

        ConformalRule rule = scores.rule(coverage);

        assertThat(scores.scores()).hasSize(ConformalScores.MOST_SCORES);
        assertThat(rule.quantile()).isGreaterThanOrEqualTo(exact.quantile());
        assertThat(images.covered(rule)).isCloseTo(images.covered(exact), within(1.0 / ConformalScores.MOST_SCORES));
    }

    @Test
    void otherImagesAreCoveredAsAsked() {
        Images heldOut = Images.random(5000, 3);
        Images others = Images.random(5000, 4);
        ConformalScores scores = ConformalScores.of(heldOut.probabilities, heldOut.labels);

        // three standard deviations of the share of 5000 images, on both sides
        assertThat(others.covered(scores.rule(0.8))).isCloseTo(0.8, within(0.025));
        assertThat(others.covered(scores.rule(0.95))).isCloseTo(0.95, within(0.015));
    }

    @Test
    void aCoverageThatNeedsMoreImagesIsRefused() {
        Images images = Images.random(18, 5);
        ConformalScores scores = ConformalScores.of(images.probabilities, images.labels);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> scores.rule(0.95))
                .withMessageContaining("coverage must be at most 0.947")
                .withMessageContaining("18 held-out images");
        assertThat(scores.rule(18.0 / 19).quantile()).isEqualTo(scores.scores().get(17));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN})
    void aCoverageOutOfItsRangeIsRefused(double coverage) {
        ConformalScores scores = new ConformalScores(List.of(0.5), 0.01, 5, 1);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> scores.rule(coverage))
                .withMessageContaining("coverage must be above 0 and below 1");
    }

    @Test
    void aCalibrationHasItsOwnCoverageAndThoseOfItsScores() {
        ConformalRule own = new ConformalRule(0.9, 0.25, 0.01, 5, 100);
        ConformalScores scores = new ConformalScores(List.of(-0.5, 0.5, 0.75), 0.01, 5, 3);
        Calibration old = new Calibration(Optional.empty(), List.of(), Optional.of(own), Optional.empty());
        Calibration calibration =
                new Calibration(Optional.empty(), List.of(), Optional.of(own), Optional.empty(), Optional.of(scores));

        assertThat(old.atCoverage(0.9)).isEqualTo(old);
        assertThat(calibration.atCoverage(0.9)).isEqualTo(calibration);
        assertThat(calibration.atCoverage(0.5).conformal()).contains(new ConformalRule(0.5, 0.5, 0.01, 5, 3));
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> old.atCoverage(0.5))
                .withMessageContaining("must keep the scores of held-out images")
                .withMessageContaining("train it again");
    }

    @Test
    void scoresMustBeFiniteAndAscend() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(), 0.01, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(0.5, 0.4), 0.01, 5, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(Double.NaN), 0.01, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(0.5), Double.NaN, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(0.5), 0.01, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConformalScores(List.of(0.5), 0.01, 5, 0));
    }

    /** Probabilities of four classes, of which the right one is drawn by them. */
    private static final class Images {
        private final float[][] probabilities;
        private final int[] labels;

        private Images(int count) {
            probabilities = new float[count][4];
            labels = new int[count];
        }

        static Images random(int count, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Images images = new Images(count);
            for (int i = 0; i < count; i++) {
                double sum = 0;
                for (int k = 0; k < 4; k++) {
                    images.probabilities[i][k] = (float) -Math.log(1 - random.nextDouble());
                    sum += images.probabilities[i][k];
                }
                double drawn = random.nextDouble();
                for (int k = 0; k < 4; k++) {
                    images.probabilities[i][k] /= (float) sum;
                    drawn -= images.probabilities[i][k];
                    images.labels[i] += drawn > 0 && k < 3 ? 1 : 0;
                }
            }
            return images;
        }

        double covered(ConformalRule rule) {
            int covered = 0;
            for (int i = 0; i < labels.length; i++) {
                covered += rule.set(probabilities[i]).contains(labels[i]) ? 1 : 0;
            }
            return (double) covered / labels.length;
        }
    }
}
