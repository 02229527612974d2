package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.training.FakeNetwork;

class FineTuningTest {
    private static final FineTuningSettings SETTINGS = ScriptedTuning.SETTINGS;
    private static final FineTuningSettings REFITTING =
            SETTINGS.withHead(SETTINGS.head().withRefit());

    private final ScriptedTuning tuning = new ScriptedTuning();

    @Test
    void fineTunedNetworkIsTakenWhereItIsBetter() {
        TransferResult result = fineTuning(step -> 1).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons())
                .containsExactly(
                        "The frozen network gets 50.0 % of 40 validation images right, the one fine-tuned 100.0 %"
                                + " after epoch 1 of 4, its best: +50.0 points (95 % interval +33.7 to +66.3). Fine-tuning is taken.");
        assertThat(result.settings()).containsEntry("best-epoch", "1");
        assertThat(tuning.networks()).allMatch(FakeNetwork::closed);
    }

    @Test
    void frozenNetworkIsKeptWhereFineTuningIsNoBetter() {
        TransferResult result = fineTuning(step -> 0.4).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons()).singleElement().asString().endsWith("The frozen network is kept.");
        assertThat(tuning.networks()).allMatch(FakeNetwork::closed);
    }

    @Test
    void unsetRateIsThatOfTheBackbone() {
        double own = new Fakes.CountingBackbone().spec().fineTuningRate();

        assertThat(fineTuning(step -> 1).train(tuning.task(40)).settings()).containsEntry("learning-rate", "" + own);
        assertThat(SETTINGS.withGradient(SETTINGS.gradient().withLearningRate(0.5))
                        .forBackbone(new Fakes.CountingBackbone().spec())
                        .gradient()
                        .peakRate())
                .isEqualTo(0.5);
    }

    @Test
    void headLearnsMoreSlowlyWhereAStepWouldMoveItTooFar() {
        // the one feature is 0 or 1, so a step moves a logit by half the rate on average
        TransferStrategy fast =
                fineTuning(SETTINGS.withGradient(SETTINGS.gradient().withLearningRate(50)), step -> 1);
        TransferResult result = fast.train(tuning.task(40));

        List<List<Double>> rates = tuning.networks().get(0).rates();
        assertThat(rates).allSatisfy(rate -> assertThat(rate.get(1)).isCloseTo(rate.get(0), within(1e-9)));
        assertThat(rates).anySatisfy(rate -> assertThat(rate.get(0)).isGreaterThan(1));
        assertThat(result.reasons().get(0))
                .isEqualTo(
                        "The output layer learns at 5.0 and not at 50, where a step would destroy what it was fitted to:"
                                + " the features of an image add up to 1.");
    }

    @Test
    void oneImageMoreIsSaidToBeNoise() {
        assertThat(fineTuning(step -> 0.53).train(tuning.task(40)).reasons())
                .singleElement()
                .asString()
                .endsWith("Fine-tuning is taken, although the difference is no more than noise.");
    }

    @Test
    void sharpnessDecidesNothingAtEqualAccuracy() {
        // both have learned nothing, one is overconfident: calibrated, both give one half, whose loss is ln 2
        TransferResult result = fineTuning(step -> 0.5).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons())
                .singleElement()
                .asString()
                .contains("The log loss, each network calibrated, is 0.693")
                .endsWith("no gain beyond noise, and the frozen network is kept.");
    }

    @Test
    void reasonNamesThePartThatWasTrained() {
        TransferStrategy upper = fineTuning(SETTINGS.withUnfreezeFrom("top"), step -> 1);

        assertThat(upper.train(tuning.task(40)).reasons())
                .singleElement()
                .asString()
                .contains("the one fine-tuned from top 100.0 % after epoch 1 of 4");
    }

    @Test
    void fineTuningNeedsValidationImages() {
        assertThatThrownBy(() -> fineTuning(step -> 1).train(tuning.task(0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("validation images must exist");
    }

    @Test
    void trainingImagesAreAugmentedAndValidationImagesNever() {
        fineTuning(step -> 1).train(tuning.task(40));

        assertThat(tuning.augmented()).hasSize(8).allMatch(pixel -> pixel < 100);
        assertThat(tuning.plain()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void networkIsTrainedOnceMoreOnAllImagesUpToItsBestEpochWhereThatIsAsked() {
        TransferResult result = fineTuning(REFITTING, step -> step == 3 ? 1 : 0.6, FineTuningTest::neverMeasured)
                .train(tuning.task(40));

        assertThat(tuning.networks()).hasSize(2).allMatch(FakeNetwork::closed);
        assertThat(tuning.networks().get(0).batches()).containsExactly(8, 8, 8, 8);
        assertThat(tuning.networks().get(1).batches().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3 * 48);
        assertThat(weights(result)[1]).isEqualTo(tuning.networks().get(1).steps());
        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.validation().images()).isEqualTo(40);
        assertThat(result.refitted()).isTrue();
        assertThat(result.reasons().get(1)).isEqualTo("The measured network is trained once more, on all 48 images.");
        assertThat(result.trainImages()).isEqualTo(48);
    }

    @Test
    void measuredNetworkIsKeptIfTheSecondTrainingDiverges() {
        tuning.losses(step -> 0.5, step -> Double.NaN, step -> 0.5);
        TransferResult result = fineTuning(
                        REFITTING, step -> 1, FineTuningTest::neverMeasured, FineTuningTest::neverMeasured)
                .train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.refitted()).isFalse();
        assertThat(result.trainImages()).isEqualTo(8);
        assertThat(result.settings()).containsEntry("refit", "false");
        assertThat(result.reasons().get(1))
                .startsWith("It is not trained once more on all images: loss of fine-tuning on all images, epoch 1");
        assertThat(weights(result)[1]).isEqualTo(1);
        assertThat(tuning.networks()).hasSize(3).allMatch(FakeNetwork::closed);
    }

    @Test
    void headAloneIsFittedOnceMoreWhereTheFrozenNetworkIsKept() {
        TransferResult result = fineTuning(REFITTING, step -> 0.4).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.refitted()).isTrue();
        assertThat(result.trainImages()).isEqualTo(48);
        assertThat(tuning.networks()).singleElement().matches(FakeNetwork::closed);
    }

    @Test
    void bothTrainingsGoOnFromCheckpointsOfTheirOwn() {
        TransferResult first =
                fineTuning(REFITTING, step -> 1, FineTuningTest::neverMeasured).train(tuning.task(40));
        TransferResult again =
                fineTuning(REFITTING, step -> 1, FineTuningTest::neverMeasured).train(tuning.task(40));

        assertThat(tuning.networks())
                .hasSize(2)
                .allMatch(network -> network.batches().isEmpty());
        assertThat(weights(again)).containsExactly(weights(first));
    }

    /** There are no validation images left. */
    private static double neverMeasured(int step) {
        throw new AssertionError("measured after %d steps".formatted(step));
    }

    private static float[] weights(TransferResult result) {
        return ((Fakes.HeadOnly) result.network()).head().weights();
    }

    private TransferStrategy fineTuning(IntToDoubleFunction accuracies) {
        return fineTuning(SETTINGS, accuracies);
    }

    private TransferStrategy fineTuning(FineTuningSettings settings, IntToDoubleFunction... accuracies) {
        tuning.accuracies(accuracies);
        return new FineTuning(tuning.linearProbe(), tuning.fineTuner(), settings);
    }
}
