package org.tl4j.strategies.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.FeatureDistance;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.ThresholdRule;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.training.HeldOutPredictions;

class CalibratorTest {
    private static final LabelSet LABELS = new LabelSet(List.of("ants", "bees"));

    /** Ants with 0.9 and 0.7 are right, those with 0.8 and 0.6 are bees; both bees are right. */
    private static final HeldOutPredictions HELD_OUT = new HeldOutPredictions(
            new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}, {0.7f, 0.3f}, {0.6f, 0.4f}, {0.1f, 0.9f}, {0.2f, 0.8f}},
            LabelMatrix.single(new int[] {0, 1, 0, 1, 1, 1}, 2),
            false);

    @Test
    void aPrecisionIsReachedWithTheHighestRecall() {
        List<LabelThreshold> thresholds = thresholds("precision:0.6");

        assertThat(thresholds.get(0).threshold()).isCloseTo(0.65, within(1e-6));
        assertThat(thresholds.get(0).precision()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(thresholds.get(1).threshold()).isEqualTo(0.5);
        assertThat(thresholds.get(1).recall()).isEqualTo(0.5);
    }

    @Test
    void aRecallThatCannotBeReachedIsReported() {
        Calibrator.Result result = new Calibrator(
                        CalibrationSettings.DEFAULT.withThreshold(ThresholdRule.of("recall:0.9")))
                .fit(Optional.of(HELD_OUT), LABELS, Optional.empty());

        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .contains(
                                "does not reach recall:0.9 for bees on 4 held-out images with it: the most is 0.500"));
    }

    @Test
    void aCoverageThatNeedsMoreImagesIsReportedAndNotKept() {
        Calibrator.Result result = new Calibrator(CalibrationSettings.DEFAULT.withCoverage(0.95))
                .fit(Optional.of(HELD_OUT), LABELS, Optional.empty());

        assertThat(result.calibration().conformal()).isEmpty();
        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("at least 19 held-out images"));
    }

    @Test
    void theScoresOfHeldOutImagesAreKeptWithoutAskingForSets() {
        Calibration calibration = new Calibrator(CalibrationSettings.DEFAULT)
                .fit(Optional.of(HELD_OUT), LABELS, Optional.empty())
                .calibration();

        assertThat(calibration.conformal()).isEmpty();
        assertThat(calibration.scores())
                .hasValueSatisfying(scores -> assertThat(scores.scores()).hasSize(6));
        assertThat(calibration.atCoverage(0.5).conformal())
                .isEqualTo(new Calibrator(CalibrationSettings.DEFAULT.withCoverage(0.5))
                        .fit(Optional.of(HELD_OUT), LABELS, Optional.empty())
                        .calibration()
                        .conformal());
    }

    @Test
    void theBoundLeavesTheShareOfHeldOutImagesFamiliar() {
        List<List<float[]>> train = List.of(rows(0, 40, 1), rows(20, 40, 2));
        List<float[]> heldOut = new ArrayList<>(rows(0, 100, 3));
        heldOut.addAll(rows(20, 100, 4));
        FamiliarityModel model = new Calibrator(CalibrationSettings.DEFAULT)
                .familiarity(train, heldOut)
                .orElseThrow();
        FeatureDistance distance = new FeatureDistance(model);

        long unfamiliar = heldOut.stream()
                .filter(row -> model.isUnfamiliar(model.familiarity(distance.of(row))))
                .count();
        assertThat(unfamiliar).isBetween(9L, 11L);
        assertThat(rows(40, 50, 5)).allMatch(row -> model.isUnfamiliar(model.familiarity(distance.of(row))));
    }

    @Test
    void withoutValidationImagesTrainingImagesAreMeasuredByTheOthers() {
        FamiliarityModel model = new Calibrator(CalibrationSettings.DEFAULT)
                .familiarity(List.of(rows(0, 10, 1), rows(20, 10, 2)), List.of())
                .orElseThrow();

        assertThat(model.crossValidated()).isTrue();
        assertThat(model.images()).isEqualTo(20);
    }

    private static List<LabelThreshold> thresholds(String rule) {
        return new Calibrator(CalibrationSettings.DEFAULT.withThreshold(ThresholdRule.of(rule)))
                .fit(Optional.of(HELD_OUT), LABELS, Optional.empty())
                .calibration()
                .thresholds();
    }

    /** Rows of 64 features, of which 20 from {@code from} on are large. */
    private static List<float[]> rows(int from, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            float[] features = new float[64];
            for (int i = 0; i < features.length; i++) {
                features[i] = (float) (random.nextDouble() + (i >= from && i < from + 20 ? 3 : 0));
            }
            rows.add(features);
        }
        return rows;
    }
}
