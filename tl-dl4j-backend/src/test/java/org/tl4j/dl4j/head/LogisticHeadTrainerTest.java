package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.dl4j.Started;

class LogisticHeadTrainerTest {
    private final LogisticHeadTrainer trainer = new LogisticHeadTrainer();

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    static Stream<LogisticRegressionGolden> goldens() {
        return LogisticRegressionGolden.all().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void findsTheWeightsThatScikitLearnFinds(LogisticRegressionGolden golden) {
        HeadFit fit = trainer.fit(golden.train(), golden.test(), asScikitLearn(golden), 1, TrainingListener.NONE);

        for (int label = 0; label < golden.classes(); label++) {
            for (int feature = 0; feature < golden.width(); feature++) {
                assertThat((double) fit.head().weights()[feature * golden.classes() + label])
                        .isCloseTo(golden.coefficient(label, feature), within(2e-3));
            }
        }
        double shift = fit.head().biases()[0] - golden.intercept(0); // biases are determined up to a common constant
        for (int label = 0; label < golden.classes(); label++) {
            assertThat(fit.head().biases()[label] - shift).isCloseTo(golden.intercept(label), within(2e-3));
        }
        assertThat(fit.score().accuracy()).isCloseTo(golden.testAccuracy(), within(1e-5));
        assertThat(fit.score().logLoss()).isCloseTo(golden.testLogLoss(), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void choosesAStrengthAtLeastAsGoodAsScikitLearnsFixedOne(LogisticRegressionGolden golden) {
        HeadFit fit = trainer.fit(golden.train(), golden.test(), HeadSettings.DEFAULT, 1, TrainingListener.NONE);

        assertThat(fit.score().logLoss()).isLessThan(golden.testLogLoss() * 1.05);
    }

    @Test
    void givesTheSameHeadForTheSameInput() {
        LogisticRegressionGolden golden = LogisticRegressionGolden.all().get(1);

        HeadFit first = crossValidated(golden, 5);
        HeadFit second = crossValidated(golden, 5);

        assertThat(first.head().weights()).isEqualTo(second.head().weights());
        assertThat(first.head().biases()).isEqualTo(second.head().biases());
    }

    @Test
    void choosesByCrossValidationWhereThereIsNoValidationData() {
        LogisticRegressionGolden golden = LogisticRegressionGolden.all().get(1);

        HeadFit fit = crossValidated(golden, 5);

        assertThat(fit.score().crossValidated()).isTrue();
        assertThat(fit.score().images()).isEqualTo(golden.train().labels().length);
        assertThat(fit.score().accuracy()).isGreaterThan(0.8);
    }

    @Test
    void reportsEachCandidateFromTheStrongestOnAndStopsWhenTheyGetWorse() {
        LogisticRegressionGolden golden = LogisticRegressionGolden.all().get(1);
        List<Double> strengths = new ArrayList<>();

        trainer.fit(golden.train(), golden.test(), HeadSettings.DEFAULT, 1, event -> {
            if (event instanceof TrainingEvent.CandidateScored scored) {
                strengths.add(scored.l2Strength());
            }
        });

        assertThat(strengths)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .startsWith(3.0);
    }

    @Test
    void copesWithFewerSamplesThanFolds() {
        LabelledFeatures two = new LabelledFeatures(batch(1, new float[] {0, 1}), new int[] {0, 1}, 2);

        HeadFit fit = trainer.fit(two, none(1, 2), HeadSettings.DEFAULT, 1, TrainingListener.NONE);

        assertThat(fit.head().weights()).hasSize(2);
    }

    @Test
    void copesWithFeaturesThatNeverChange() {
        LabelledFeatures same = new LabelledFeatures(batch(1, new float[] {3, 3, 3, 3}), new int[] {0, 1, 0, 1}, 2);

        HeadFit fit = trainer.fit(same, none(1, 2), HeadSettings.DEFAULT, 1, TrainingListener.NONE);

        assertThat(fit.head().weights()).containsOnly(0f);
    }

    @Test
    void refusesFeaturesThatAreNotFinite() {
        LabelledFeatures broken =
                new LabelledFeatures(batch(1, new float[] {0, Float.NaN, 1, 2}), new int[] {0, 1, 0, 1}, 2);

        assertThatThrownBy(() -> trainer.fit(broken, broken, HeadSettings.DEFAULT, 1, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("features must be finite");
    }

    @Test
    void copiesOfNoiseScoreAsTheNoiseWithoutThem() {
        LabelledFeatures noise = noise(60, 1);
        HeadFit once = trainer.fit(noise, none(8, 2), HeadSettings.DEFAULT, 3, TrainingListener.NONE);
        HeadFit four = trainer.fit(noise(60, 4), none(8, 2), HeadSettings.DEFAULT, 3, TrainingListener.NONE);

        assertThat(once.score().accuracy()).isLessThan(0.7);
        assertThat(four.score().accuracy()).isCloseTo(once.score().accuracy(), within(1e-9));
        assertThat(four.score().logLoss()).isCloseTo(once.score().logLoss(), within(1e-3));
    }

    /** Random features under random labels, each row several times. */
    private static LabelledFeatures noise(int rows, int copies) {
        Random random = new Random(5);
        float[] values = new float[rows * 8 * copies];
        int[] labels = new int[rows * copies];
        for (int row = 0; row < rows; row++) {
            int label = row % 2;
            for (int feature = 0; feature < 8; feature++) {
                float value = random.nextFloat();
                for (int copy = 0; copy < copies; copy++) {
                    values[(row * copies + copy) * 8 + feature] = value;
                }
            }
            for (int copy = 0; copy < copies; copy++) {
                labels[row * copies + copy] = label;
            }
        }
        return new LabelledFeatures(batch(8, values), labels, 2);
    }

    private HeadFit crossValidated(LogisticRegressionGolden golden, long seed) {
        LabelledFeatures none = none(golden.width(), golden.classes());
        return trainer.fit(golden.train(), none, HeadSettings.DEFAULT, seed, TrainingListener.NONE);
    }

    /** scikit-learn's 1/C in the unit of TL4J: relative to the mean variance of the features and the number of samples. */
    private static HeadSettings asScikitLearn(LogisticRegressionGolden golden) {
        LabelledFeatures train = golden.train();
        double scale = FeatureScaling.of(train.features()).scale();
        double strength = 1 / (golden.c() * scale * scale * train.labels().length);
        return new HeadSettings(List.of(strength), 5, golden.balanced(), 10_000, 1e-9, false);
    }

    private static LabelledFeatures none(int width, int classes) {
        return new LabelledFeatures(FeatureBatch.allocate(0, width), new int[0], classes);
    }

    private static FeatureBatch batch(int width, float[] values) {
        FeatureBatch batch = FeatureBatch.allocate(values.length / width, width);
        batch.values().put(0, values);
        return batch;
    }
}
