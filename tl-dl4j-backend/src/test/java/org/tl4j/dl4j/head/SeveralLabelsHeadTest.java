package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.dl4j.Started;

/** Heads of several labels are one binary logistic regression per label. */
class SeveralLabelsHeadTest {
    private final LogisticHeadTrainer trainer = new LogisticHeadTrainer();

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    static Stream<SeveralLabelsGolden> goldens() {
        return SeveralLabelsGolden.all().stream();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void findsTheWeightsThatScikitLearnFindsForEachLabelAlone(SeveralLabelsGolden golden) {
        HeadFit fit = trainer.fit(golden.train(), golden.test(), asScikitLearn(golden), 1, TrainingListener.NONE);

        assertThat(fit.head().mode()).isEqualTo(LabelMode.MULTI_LABEL);
        for (int label = 0; label < golden.labels(); label++) {
            for (int feature = 0; feature < golden.width(); feature++) {
                assertThat((double) fit.head().weights()[feature * golden.labels() + label])
                        .isCloseTo(golden.coefficient(label, feature), within(1e-4));
            }
            assertThat((double) fit.head().biases()[label]).isCloseTo(golden.intercept(label), within(5e-4));
        }
        assertThat(fit.score().metric()).isEqualTo(ScoreMetric.MEAN_AVERAGE_PRECISION);
        assertThat(fit.score().value()).isCloseTo(golden.testMeanAveragePrecision(), within(1e-9));
        assertThat(fit.score().logLoss()).isCloseTo(golden.testLogLoss(), within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void keepsWhatItPredictsForValidationImages(SeveralLabelsGolden golden) {
        HeadFit fit = trainer.fit(golden.train(), golden.test(), asScikitLearn(golden), 1, TrainingListener.NONE);
        HeldOutPredictions held = fit.heldOut().orElseThrow();

        assertThat(held.crossValidated()).isFalse();
        assertThat(held.targets()).isEqualTo(golden.test().targets());
        for (int row = 0; row < golden.test().rows(); row++) {
            assertThat(fit.head().probabilities(golden.test().features().row(row)))
                    .containsExactly(held.probabilities()[row], within(1e-5f));
            for (int label = 0; label < golden.labels(); label++) {
                assertThat((double) held.probabilities()[row][label])
                        .isCloseTo(golden.testProbability(row, label), within(1e-4));
            }
        }
    }

    /** Every training image is predicted, in its order, by a head that was not fitted to it. */
    @Test
    void keepsWhatTheHeadsOfOtherFoldsPredictWhereThereAreNoValidationImages() {
        SeveralLabelsGolden golden = SeveralLabelsGolden.all().get(0);
        LabelledFeatures none = new LabelledFeatures(
                FeatureBatch.allocate(0, golden.width()), LabelMatrix.multiple(List.of(), golden.labels()));

        HeadFit fit = trainer.fit(golden.train(), none, asScikitLearn(golden), 1, TrainingListener.NONE);
        HeldOutPredictions held = fit.heldOut().orElseThrow();

        assertThat(fit.score().crossValidated()).isTrue();
        assertThat(held.crossValidated()).isTrue();
        assertThat(held.targets()).isEqualTo(golden.train().targets());
        double difference = 0;
        for (int row = 0; row < golden.train().rows(); row++) {
            float[] fitted = fit.head().probabilities(golden.train().features().row(row));
            for (int label = 0; label < golden.labels(); label++) {
                difference += Math.abs(held.probabilities()[row][label] - fitted[label]);
            }
        }
        difference /= golden.train().rows() * golden.labels();
        // in another order they would have nothing in common; fitted to their own labels they would be the same
        assertThat(difference).isBetween(0.005, 0.15);
    }

    @Test
    void choosesAStrengthAtLeastAsGoodAsScikitLearnsFixedOne() {
        for (SeveralLabelsGolden golden : SeveralLabelsGolden.all()) {
            HeadFit fit = trainer.fit(golden.train(), golden.test(), HeadSettings.DEFAULT, 1, TrainingListener.NONE);

            // weights of classes make the fixed one worse in this measure, never better
            assertThat(fit.score().logLoss()).as(golden.toString()).isLessThan(golden.testLogLoss() * 1.05);
        }
    }

    @Test
    void gradientIsTheSlopeOfTheLossWithUnknownLabels() {
        LabelledFeatures data = SeveralLabelsGolden.all().get(2).train();
        for (boolean balanced : List.of(false, true)) {
            try (Workers workers = Workers.of("regression-test", 2);
                    LogisticRegression regression =
                            new LogisticRegression(data, FeatureScaling.of(data.features()), workers, balanced)) {
                double[] point =
                        new Random(1).doubles(regression.parameters(), -1, 1).toArray();
                double[] gradient = new double[point.length];
                double[] unused = new double[point.length];
                regression.penalisedLoss(point, 0.3, gradient);
                for (int i = 0; i < point.length; i++) {
                    double kept = point[i];
                    point[i] = kept + 1e-6;
                    double above = regression.penalisedLoss(point, 0.3, unused);
                    point[i] = kept - 1e-6;
                    double below = regression.penalisedLoss(point, 0.3, unused);
                    point[i] = kept;
                    assertThat(gradient[i]).isCloseTo((above - below) / 2e-6, within(1e-6));
                }
            }
        }
    }

    /** A label that all training images have, one that none has, and one of which nothing is known. */
    @Test
    void copesWithLabelsThatSayNothing() {
        FeatureBatch features = FeatureBatch.allocate(6, 1);
        for (int row = 0; row < 6; row++) {
            features.values().put(row, row);
        }
        LabelledFeatures train = new LabelledFeatures(
                features,
                LabelMatrix.multiple(
                        Collections.nCopies(6, List.of(LabelState.PRESENT, LabelState.ABSENT, LabelState.UNKNOWN)), 3));

        HeadFit fit = trainer.fit(train, train, HeadSettings.DEFAULT, 1, TrainingListener.NONE);
        float[] probabilities = fit.head().probabilities(features.row(2));

        assertThat(probabilities[0]).isGreaterThan(0.99f);
        assertThat(probabilities[1]).isLessThan(0.01f);
        assertThat(probabilities[2]).isEqualTo(0.5f);
    }

    @Test
    void refusesValidationImagesOfWhichNoLabelIsKnown() {
        LabelledFeatures train = SeveralLabelsGolden.all().get(0).train();
        LabelledFeatures unknown = new LabelledFeatures(
                FeatureBatch.allocate(2, train.features().width()),
                LabelMatrix.multiple(
                        Collections.nCopies(2, Collections.nCopies(train.classes(), LabelState.UNKNOWN)),
                        train.classes()));

        assertThatThrownBy(() -> trainer.fit(train, unknown, HeadSettings.DEFAULT, 1, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("labels of validation images must be known");
    }

    @Test
    void spreadsRareLabelsOverTheFolds() {
        int rows = 50;
        FeatureBatch features = FeatureBatch.allocate(rows, 1);
        IntStream.range(0, rows).forEach(row -> features.values().put(row, row));
        // five images have the rare label, and all of them the usual one
        LabelMatrix targets = LabelMatrix.multiple(
                IntStream.range(0, rows)
                        .mapToObj(row -> List.of(state(row < 25), state(row % 5 == 0 && row < 25)))
                        .toList(),
                2);

        List<Folds.Fold> folds = Folds.of(new LabelledFeatures(features, targets), 5, 7);

        assertThat(folds).hasSize(5);
        Set<Integer> held = new HashSet<>();
        for (Folds.Fold fold : folds) {
            assertThat(fold.held().targets().counts()).containsExactly(5, 1);
            assertThat(fold.held().rows()).isEqualTo(10);
            IntStream.of(fold.rows()).forEach(held::add);
        }
        assertThat(held).hasSize(rows);
    }

    private static LabelState state(boolean present) {
        return present ? LabelState.PRESENT : LabelState.ABSENT;
    }

    /** scikit-learn's 1/C in the unit of TL4J: relative to the mean variance of the features and the number of images. */
    private static HeadSettings asScikitLearn(SeveralLabelsGolden golden) {
        double scale = FeatureScaling.of(golden.train().features()).scale();
        // a label has half the penalty of a class
        double strength = 2 / (golden.c() * scale * scale * golden.train().rows());
        return new HeadSettings(List.of(strength), 5, golden.balanced(), 10_000, 1e-9, false);
    }
}
