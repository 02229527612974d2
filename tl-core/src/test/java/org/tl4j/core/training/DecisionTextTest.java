package org.tl4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.Problem;
import org.tl4j.core.training.Decision.CandidateTried;
import org.tl4j.core.training.Decision.FineTuningCompared;

class DecisionTextTest {
    private static final Problem PROBLEM = new Problem("loss", "must stay finite", "NaN", "train more slowly");
    private static final CandidateResult RESULT =
            new CandidateResult("fine-tuning from layer3", score(0.9), 2, 4, false, 12.4);

    @Test
    void frozenNetworkIsSaidWithItsImages() {
        assertThat(DecisionText.of(new Decision.FrozenScored(10.4, score(0.875))))
                .isEqualTo(
                        "There are 10 training images per class, and the frozen network gets 87.5 % of 40 validation images"
                                + " right.");
        assertThat(DecisionText.of(new Decision.FrozenScored(3, new Score(0.5, 1, 6, true))))
                .endsWith("gets 50.0 % of 6 cross-validated images right.");
    }

    @Test
    void limitedRateIsReportedWithTheReason() {
        assertThat(DecisionText.of(new Decision.HeadRateLimited(0.5, 5, 120.4)))
                .isEqualTo(
                        "The output layer learns at 0.50 and not at 5.0, where a step would destroy what it was fitted to:"
                                + " the features of an image add up to 120.");
    }

    @Test
    void candidateIsSaidWithScoreIntervalAndSeconds() {
        CandidateTried tried =
                tried(new CandidateOutcome.Measured(RESULT, new AccuracyGain(0.05, 0.02), Optional.empty()));

        assertThat(tried.reason()).isEqualTo(DecisionReason.CLEAR_GAIN);
        assertThat(DecisionText.of(tried))
                .isEqualTo(
                        "Fine-tuning from layer3 gets 90.0 % after epoch 2 of 4, which is +5.0 points (95 % interval +1.1 to"
                                + " +8.9) in 12 s: more likely gain than noise.");
        assertThat(DecisionText.of(tried.concluded(new SearchConclusion(Optional.of("fine-tuning"), true))))
                .endsWith("than noise. Fine-tuning is taken.");
        assertThat(DecisionText.of(tried.concluded(new SearchConclusion(Optional.empty(), false))))
                .endsWith("than noise. Nothing larger is tried, and the frozen network is taken.");
    }

    @Test
    void aGainInMeanAveragePrecisionIsNoPercentage() {
        Score several = new Score(ScoreMetric.MEAN_AVERAGE_PRECISION, 0.9, 0.3, 40, false);
        CandidateResult result = new CandidateResult("fine-tuning", several, 2, 4, false, 12.4);

        assertThat(DecisionText.of(
                        tried(new CandidateOutcome.Measured(result, new AccuracyGain(0.05, 0.02), Optional.empty()))))
                .contains("a mean average precision of 0.900", "which is +0.050 (95 % interval +0.011 to +0.089)")
                .doesNotContain("points");
    }

    @Test
    void shortenedCandidateIsSaidToBe() {
        CandidateResult shortened = new CandidateResult("fine-tuning", score(0.9), 2, 4, true, 12.4);

        assertThat(DecisionText.of(
                        tried(new CandidateOutcome.Measured(shortened, new AccuracyGain(0, 0.02), Optional.empty()))))
                .startsWith("Fine-tuning, shortened to fit the time-budget, gets")
                .endsWith(": no more than noise.");
    }

    @Test
    void candidateThatWasNotMeasuredIsSaidWithTheReason() {
        assertThat(DecisionText.of(tried(new CandidateOutcome.NoTime(90.2, 30))))
                .isEqualTo(
                        "There is no time for fine-tuning from layer3: an epoch would take 90 s, and 30 s of the time-budget"
                                + " are left.");
        assertThat(DecisionText.of(tried(new CandidateOutcome.Failed(PROBLEM))))
                .isEqualTo(
                        "Fine-tuning from layer3 is not taken: loss must stay finite, found NaN; train more slowly.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.02, TAKEN, CLEAR_GAIN, Fine-tuning is taken.",
        "0.01, 0.02, TAKEN, WITHIN_NOISE, 'Fine-tuning is taken, although the difference is no more than noise.'",
        "-0.01, 0.02, NOT_TAKEN, WITHIN_NOISE, The frozen network is kept.",
        "-0.05, 0.02, NOT_TAKEN, CLEAR_LOSS, The frozen network is kept."
    })
    void comparisonWithTheFrozenNetworkIsDecidedByAccuracy(
            double mean, double standardError, Verdict verdict, DecisionReason reason, String ending) {
        FineTuningCompared compared = new FineTuningCompared(
                score(0.8), RESULT, new AccuracyGain(mean, standardError), Optional.empty(), verdict);

        assertThat(compared.reason()).isEqualTo(reason);
        assertThat(DecisionText.of(compared))
                .startsWith(
                        "The frozen network gets 80.0 % of 40 validation images right, the one fine-tuned from layer3"
                                + " 90.0 % after epoch 2 of 4, its best: ")
                .endsWith(ending);
    }

    @Test
    void ofTwoThatAreAsAccurateTheLossDecides() {
        FineTuningCompared compared = new FineTuningCompared(
                score(0.9),
                RESULT,
                new AccuracyGain(0, 0.02),
                Optional.of(new CalibratedLosses(0.5, 0.4, true)),
                Verdict.TAKEN);

        assertThat(compared.reason()).isEqualTo(DecisionReason.LOWER_LOG_LOSS);
        assertThat(DecisionText.of(compared))
                .endsWith(
                        "its best. The log loss, each network calibrated, is 0.5000 and 0.4000: more likely a gain than noise,"
                                + " and fine-tuning is taken.");
    }

    @Test
    void refitIsSaid() {
        assertThat(DecisionText.of(new Decision.Refitted(48)))
                .isEqualTo("The measured network is trained once more, on all 48 images.");
        assertThat(DecisionText.of(new Decision.RefitFailed(PROBLEM)))
                .isEqualTo(
                        "It is not trained once more on all images: loss must stay finite, found NaN; train more slowly.");
    }

    @Test
    void everyDecisionHasASentence() {
        List<Decision> decisions = List.of(
                new Decision.FrozenScored(3, score(0.5)),
                new Decision.HeadsCompared(HeadKind.PROTOTYPE, 2, 6, 1, 0.5),
                compared(0, measured("avgpool", 0.9, Optional.empty())),
                new Decision.NothingToCompare(),
                new Decision.NoRoomForGain(6, 0),
                new Decision.NotTrainable("resnet18-imagenet"),
                new Decision.HeadRateLimited(0.5, 5, 120),
                tried(new CandidateOutcome.NoTime(90, 30)),
                new FineTuningCompared(score(0.8), RESULT, new AccuracyGain(0, 1), Optional.empty(), Verdict.NOT_TAKEN),
                new Decision.Refitted(48),
                new Decision.RefitFailed(PROBLEM));

        assertThat(decisions.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(Decision.class.getPermittedSubclasses());
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(DecisionText.of(decision)).endsWith("."));
    }

    @Test
    void defaultBoundaryIsKeptWithWhatTheOthersReached() {
        BoundaryCandidate skipped = new BoundaryCandidate(
                List.of("layer2"), Pooling.AVERAGE, 5000, new BoundaryOutcome.Skipped(BoundarySkip.TOO_WIDE));
        Decision.BoundariesCompared compared = compared(
                0,
                measured("avgpool", 0.9, Optional.empty()),
                measured("layer3", 0.91, Optional.of(new CorrectedGain(0.01, -0.02, 0.04))),
                skipped);

        assertThat(compared.reason()).isEqualTo(DecisionReason.DEFAULT_BOUNDARY);
        assertThat(DecisionText.of(compared))
                .isEqualTo(
                        "Boundary: avgpool, the default, with 90.0 % right by cross-validation on 200 training images; no"
                                + " other one is better beyond chance. Against the default: layer3 +1.0 points (97.50 % interval -2.0"
                                + " to +4.0). layer2 was not measured: 5,000 features are more than the measurement allows for so many"
                                + " images and classes.");
    }

    @Test
    void betterBoundaryIsTakenWithItsGain() {
        Decision.BoundariesCompared compared = compared(
                1,
                measured("avgpool", 0.9, Optional.empty()),
                measured("layer3", 0.95, Optional.of(new CorrectedGain(0.05, 0.01, 0.09))));

        assertThat(compared.reason()).isEqualTo(DecisionReason.BETTER_BOUNDARY);
        assertThat(DecisionText.of(compared))
                .isEqualTo(
                        "Boundary: layer3, with 95.0 % right by cross-validation on 200 training images, against 90.0 % right"
                                + " of the default, avgpool: +5.0 points (97.50 % interval +1.0 to +9.0), better beyond chance.");
    }

    private static BoundaryCandidate measured(String vertex, double accuracy, Optional<CorrectedGain> gain) {
        return new BoundaryCandidate(
                List.of(vertex), Pooling.AVERAGE, 512, new BoundaryOutcome.Measured(score(accuracy), gain, 0.5));
    }

    private static Decision.BoundariesCompared compared(int chosen, BoundaryCandidate... candidates) {
        return new Decision.BoundariesCompared(List.of(candidates), chosen, 200, 0.975, 1.5);
    }

    @Test
    void networkThatCannotBeTrainedIsNamed() {
        assertThat(DecisionText.of(new Decision.NotTrainable("resnet18-imagenet")))
                .isEqualTo(
                        "The weights of resnet18-imagenet cannot be trained by the engine that runs it, so the frozen"
                                + " network is taken.");
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLEAR_GAIN", "CLEAR_LOSS", "SAW_AUGMENTED_IMAGES", "LESS_TRAINING"})
    void twoCandidatesAreComparedForReasonsThatCompareThem(DecisionReason reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CandidateComparison("fine-tuning", new AccuracyGain(0, 1), reason));
    }

    private static CandidateTried tried(CandidateOutcome outcome) {
        return new CandidateTried("fine-tuning from layer3", outcome, Verdict.NOT_TAKEN, Optional.empty());
    }

    private static Score score(double accuracy) {
        return new Score(accuracy, 0.3, 40, false);
    }
}
