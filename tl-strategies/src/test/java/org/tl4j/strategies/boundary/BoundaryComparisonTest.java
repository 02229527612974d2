package org.tl4j.strategies.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome.Measured;
import org.tl4j.core.training.Decision.BoundariesCompared;
import org.tl4j.core.training.DecisionReason;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.strategies.boundary.CandidatePlaces.Place;

class BoundaryComparisonTest {
    private static final int IMAGES = 100;

    /** The default gives one feature, the place before it another. */
    private static final CandidatePlaces PLACES =
            new CandidatePlaces(new Place("usual", 1), List.of(new Place("earlier", 1)), Pooling.AVERAGE, List.of());

    @Test
    void theDefaultIsTakenWhereAllAreEquallyGood() {
        BoundariesCompared compared = choose(30, 30);

        assertThat(compared.chosen()).isZero();
        assertThat(compared.reason()).isEqualTo(DecisionReason.DEFAULT_BOUNDARY);
        assertThat(compared.images()).isEqualTo(IMAGES);
        assertThat(scores(compared)).containsExactly(0.7, 0.7, 0.7);
    }

    @Test
    void aBoundaryThatIsClearlyBetterIsTaken() {
        BoundariesCompared compared = choose(30, 5);

        assertThat(compared.taken().vertices()).containsExactly("earlier");
        assertThat(compared.reason()).isEqualTo(DecisionReason.BETTER_BOUNDARY);
        assertThat(scores(compared)).containsExactly(0.7, 0.95, 0.95);
    }

    /** 4 of 4 differing images: one standard error is exceeded, as chance does easily in several comparisons. */
    @Test
    void aGainWithinTheCorrectedIntervalIsLeftToChance() {
        BoundariesCompared compared = choose(30, 26);

        assertThat(compared.chosen()).isZero();
        Measured earlier = (Measured) compared.candidates().get(1).outcome();
        assertThat(earlier.gain().orElseThrow().mean()).isCloseTo(0.04, within(1e-12));
        // by hand: 2.2414 * sqrt(((4 + 1) / 100 - 0.04^2) / 100), the quantile by scipy.stats.norm.ppf(1 - 0.025 / 2)
        assertThat(earlier.gain().orElseThrow().low()).isCloseTo(0.04 - 0.0493109, within(1e-6));
        assertThat(compared.confidence()).isEqualTo(0.975);
    }

    @Test
    void aWorseBoundaryIsNotTaken() {
        assertThat(choose(5, 30).chosen()).isZero();
    }

    private static List<Double> scores(BoundariesCompared compared) {
        return compared.candidates().stream()
                .map(BoundaryCandidate::outcome)
                .map(outcome -> ((Measured) outcome).score().value())
                .toList();
    }

    /**
     * @param usual how many images the feature of the default is wrong about
     * @param earlier the same of the place before it
     */
    private static BoundariesCompared choose(int usual, int earlier) {
        FeatureBatch features = FeatureBatch.allocate(IMAGES, 2);
        int[] labels = new int[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            labels[image] = image % 2;
            features.row(image).put(0, planted(image, earlier)).put(1, planted(image, usual));
        }
        return new BoundaryComparison(null, new FirstFeature())
                .choose(PLACES, PLACES.ranges(), new LabelledFeatures(features, labels, 2), HeadSettings.DEFAULT, 1);
    }

    private static float planted(int image, int wrong) {
        return image < wrong ? 1 - image % 2 : image % 2;
    }

    /** Says the class that the first feature names. */
    private static final class FirstFeature implements HeadTrainer {
        @Override
        public HeadFit fit(
                LabelledFeatures train,
                LabelledFeatures validation,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            assertThat(validation.rows()).isZero();
            float[][] said = new float[train.rows()][2];
            for (int row = 0; row < said.length; row++) {
                FloatBuffer features = train.features().row(row);
                assertThat(features.remaining()).isEqualTo(train.features().width());
                said[row][(int) features.get(0)] = 1;
            }
            return new HeadFit(
                    new LinearHead(1, 2, new float[2], new float[2]),
                    1,
                    new Score(1, 0, train.rows(), true),
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
