package org.tl4j.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.weights.Tensor;

class CalibrationCheckerTest {
    @Test
    void theErrorIsTheMeanGapOfConfidenceAndAccuracy() {
        TemperatureFit fit = new TemperatureFit(new TemperatureScaling(2), 10, 0, 0, false);
        CalibrationChecker checker = new CalibrationChecker(
                new Calibration(Optional.of(fit), List.of(), Optional.empty(), Optional.empty()));
        for (int i = 0; i < 4; i++) {
            checker.addClass(i == 0 ? 1 : 0, new float[] {0.9f, 0.1f});
        }

        CalibrationCheck found = checker.result();

        assertThat(found.error()).isCloseTo(0.15, within(1e-6));
        // at temperature 2 the odds of 9 are 3
        assertThat(found.calibratedError())
                .hasValueSatisfying(error -> assertThat(error).isCloseTo(0, within(1e-6)));
        assertThat(found.sets()).isEmpty();
        assertThat(found.unfamiliar()).isEmpty();
    }

    /** Of 10,000 draws of 50 images each. */
    @Test
    void theErrorByChanceIsThatOfExactProbabilities() {
        Random random = new Random(1);
        double[] probabilities = new double[50];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = 0.5 + 0.49 * random.nextDouble();
        }
        int draws = 10_000;
        double mean = 0;
        for (int draw = 0; draw < draws; draw++) {
            boolean[] right = new boolean[probabilities.length];
            for (int i = 0; i < right.length; i++) {
                right[i] = random.nextDouble() < probabilities[i];
            }
            mean += CalibrationError.of(probabilities, right) / draws;
        }

        // the deviations of bins with few images are not quite normal
        assertThat(CalibrationError.byChance(probabilities)).isCloseTo(mean, within(0.05 * mean));
        assertThat(CalibrationError.byChance(new double[0])).isZero();
    }

    @Test
    void theCoverageOfOtherImagesIsTheOneThatWasAskedFor() {
        Random random = new Random(1);
        int images = 4000;
        float[][] rows = new float[images][];
        int[] labels = new int[images];
        for (int i = 0; i < images; i++) {
            float first = random.nextFloat();
            rows[i] = new float[] {first, (1 - first) * 0.7f, (1 - first) * 0.3f};
            float draw = random.nextFloat();
            labels[i] = draw < first ? 0 : draw < first + rows[i][1] ? 1 : 2;
        }
        ConformalRule rule = ConformalRule.fit(Arrays.copyOf(rows, images / 2), Arrays.copyOf(labels, images / 2), 0.9);
        CalibrationChecker checker = new CalibrationChecker(
                new Calibration(Optional.empty(), List.of(), Optional.of(rule), Optional.empty()));
        for (int i = images / 2; i < images; i++) {
            checker.addClass(labels[i], rows[i]);
        }

        CalibrationCheck.Sets sets = checker.result().sets().orElseThrow();

        assertThat(sets.wanted()).isEqualTo(0.9);
        assertThat(sets.interval().low()).isLessThan(0.91);
        assertThat(sets.interval().high()).isGreaterThan(0.89);
        assertThat(sets.meanSize()).isBetween(1.0, 3.0);
    }

    @Test
    void imagesFarFromTheMeansAreUnfamiliar() {
        FamiliarityModel model = new FamiliarityModel(
                tensor(List.of(1, 2), 1, 0),
                tensor(List.of(1, 1, 2), 0, 0),
                tensor(List.of(1), 1),
                List.of(0.1, 0.2),
                2,
                false,
                0.3);
        CalibrationChecker checker = new CalibrationChecker(
                new Calibration(Optional.empty(), List.of(), Optional.empty(), Optional.of(model)));
        checker.addFeatures(new float[] {5, 0});
        checker.addFeatures(new float[] {0, 5});

        assertThat(checker.needsFeatures()).isTrue();
        assertThat(checker.result().unfamiliar())
                .hasValueSatisfying(found -> assertThat(found.share()).isEqualTo(0.5));
    }

    @Test
    void featuresOfAnotherNetworkAreRefused() {
        FamiliarityModel model = new FamiliarityModel(
                tensor(List.of(1, 2), 1, 0),
                tensor(List.of(1, 1, 2), 0, 0),
                tensor(List.of(1), 1),
                List.of(0.1, 0.2),
                2,
                false,
                0.3);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> new FeatureDistance(model).of(new float[3]))
                .withMessageContaining("familiarity of the bundle must be of the features of its network, 3, found 2");
    }

    private static Tensor tensor(List<Integer> shape, float... values) {
        return new Tensor("values", shape, FloatBuffer.wrap(values));
    }
}
