package org.tl4j.strategies.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.Decision.HeadsCompared;
import org.tl4j.core.training.DecisionReason;
import org.tl4j.core.training.DecisionText;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadKind;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;

class FewImagesTest {
    /** Three classes of two images each, which differ in direction; those of a class differ in length as well. */
    private static final float[][] CLEAR = {{1, 0, 0.1f}, {5, 0.2f, 0}, {0, 2, 0}, {0.1f, 1, 0}, {0, 0.1f, 3}, {0, 0, 9}
    };

    private static final int[] LABELS = {0, 0, 1, 1, 2, 2};

    private static final HeadFit REGRESSION =
            new HeadFit(new LinearHead(3, 3, new float[9], new float[3]), 0.5, new Score(0.5, 1, 6, true), 3, true);

    private final List<TrainingEvent> events = new ArrayList<>();

    @Test
    void classMeansAreTakenWhereTheyGetClearlyMoreImagesRight() {
        FewImages.Choice choice = choose(saying(0), CLEAR, LABELS, 3).orElseThrow();

        assertThat(choice.decision()).isEqualTo(new HeadsCompared(HeadKind.PROTOTYPE, 2, 6, 1, 2.0 / 6));
        assertThat(DecisionText.of(choice.decision()))
                .isEqualTo("Head: nearest class mean, with 100.0 % right of 6 training images by leave-one-out,"
                        + " against 33.3 % by logistic regression.");
        assertThat(events).containsExactly(new TrainingEvent.Decided(choice.decision()));
        assertThat(choice.fit().score().value()).isEqualTo(1);
        assertThat(choice.fit().heldOut()).isPresent();
        for (int row = 0; row < LABELS.length; row++) {
            float[] said = choice.fit().head().probabilities(batch(CLEAR).row(row));
            assertThat(said[LABELS[row]]).isGreaterThan(0.5f);
        }
    }

    @Test
    void regressionIsKeptAsItIsWithAsManyRight() {
        FewImages.Choice choice = choose(knowing(), CLEAR, LABELS, 3).orElseThrow();

        assertThat(choice.decision().head()).isEqualTo(HeadKind.LOGISTIC_REGRESSION);
        assertThat(choice.fit()).isSameAs(REGRESSION);
    }

    @Test
    void regressionIsKeptWhereClassMeansAreBetterByNoMoreThanNoise() {
        HeadTrainer wrongOnce = new OneAnswer(row -> row == 0 ? 2 : LABELS[row]);

        FewImages.Choice choice = choose(wrongOnce, CLEAR, LABELS, 3).orElseThrow();

        assertThat(choice.decision()).isEqualTo(new HeadsCompared(HeadKind.LOGISTIC_REGRESSION, 2, 6, 1, 5.0 / 6));
        assertThat(DecisionText.of(choice.decision()))
                .isEqualTo("Head: logistic regression, with 83.3 % right of 6 training images by leave-one-out,"
                        + " against 100.0 % by the nearest class mean, which is no more than noise.");
        assertThat(choice.fit()).isSameAs(REGRESSION);
    }

    @Test
    void classMeansAreTheDefaultForOneImagePerClass() {
        float[][] one = {CLEAR[0], CLEAR[2], CLEAR[4]};
        FewImages.Choice choice = choose(saying(0), one, new int[] {0, 1, 2}, 3).orElseThrow();

        assertThat(choice.decision().reason()).isEqualTo(DecisionReason.ONE_IMAGE_PER_CLASS);
        assertThat(choice.decision().head()).isEqualTo(HeadKind.PROTOTYPE);
        assertThat(DecisionText.of(choice.decision()))
                .isEqualTo("Head: nearest class mean, the default for one training image per class,"
                        + " with which nothing can be measured.");
        assertThat(choice.fit().head().probabilities(batch(CLEAR).row(5))[2]).isGreaterThan(0.9f);
    }

    @Test
    void nothingChangesWithFiveImagesOfEachClass() {
        float[][] features = new float[10][];
        int[] labels = new int[10];
        for (int row = 0; row < 10; row++) {
            features[row] = new float[] {row % 2, 1 - row % 2, row};
            labels[row] = row % 2;
        }

        assertThat(choose(saying(0), features, labels, 2)).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void featuresThatClassMeansDoNotTellApartAreLeftToTheRegression() {
        assertThat(choose(saying(0), new float[][] {{1, 1}, {2, 2}}, new int[] {0, 1}, 2))
                .isEmpty();
        assertThat(choose(saying(0), new float[][] {{0, 0}, {2, 2}}, new int[] {0, 1}, 2))
                .isEmpty();
    }

    @Test
    void rankingIsThatOfTheCosineWithTheMeanDirections() {
        LinearHead head = FewImages.refit(REGRESSION, data(CLEAR, LABELS, 3)).head();

        // computed by NumPy: unit rows, class means, 0.1 of the way to their mean, unit length again
        assertThat(head.weights()[0] / head.weights()[1]).isCloseTo(11.690636f, within(1e-4f));
        assertThat(head.weights()[4] / head.weights()[3]).isCloseTo(17.788107f, within(1e-4f));
        assertThat(head.biases()).containsOnly(0);
    }

    private Optional<FewImages.Choice> choose(HeadTrainer trainer, float[][] features, int[] labels, int classes) {
        LabelledFeatures train = data(features, labels, classes);
        LabelledFeatures none = data(new float[0][features[0].length], new int[0], classes, features[0].length);
        return new FewImages(trainer)
                .choose(
                        REGRESSION,
                        train,
                        none,
                        HeadSettings.DEFAULT,
                        RunContext.of(1).withListener(events::add));
    }

    private static LabelledFeatures data(float[][] features, int[] labels, int classes) {
        return data(features, labels, classes, features[0].length);
    }

    private static LabelledFeatures data(float[][] features, int[] labels, int classes, int width) {
        return new LabelledFeatures(batch(features, width), labels, classes);
    }

    private static FeatureBatch batch(float[][] features) {
        return batch(features, features[0].length);
    }

    private static FeatureBatch batch(float[][] features, int width) {
        FeatureBatch batch = FeatureBatch.allocate(features.length, width);
        for (int row = 0; row < features.length; row++) {
            batch.row(row).put(features[row]);
        }
        return batch;
    }

    private static HeadTrainer saying(int label) {
        return new OneAnswer(row -> label);
    }

    private static HeadTrainer knowing() {
        return new OneAnswer(row -> LABELS[row]);
    }

    /** Predicts by the row alone. */
    private record OneAnswer(IntUnaryOperator answer) implements HeadTrainer {
        @Override
        public HeadFit fit(
                LabelledFeatures train,
                LabelledFeatures validation,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            assertThat(settings.classWeights()).isTrue();
            assertThat(settings.folds()).isEqualTo(train.rows());
            assertThat(validation.rows()).isZero();
            float[][] said = new float[train.rows()][train.classes()];
            for (int row = 0; row < said.length; row++) {
                said[row][answer.applyAsInt(row)] = 1;
            }
            return new HeadFit(
                    REGRESSION.head(),
                    0.5,
                    REGRESSION.score(),
                    Optional.of(new HeldOutPredictions(said, train.targets(), true)),
                    1,
                    true);
        }

        @Override
        public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
            return chosen;
        }
    }
}
