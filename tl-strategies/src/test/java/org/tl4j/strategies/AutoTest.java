package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.training.FakeNetwork;

class AutoTest {
    private static final FineTuningSettings SETTINGS = ScriptedTuning.SETTINGS;

    private final ScriptedTuning tuning = new ScriptedTuning();
    private FineTuningSettings settings = SETTINGS;
    private long now;

    @Test
    void unsetRateIsThatOfTheBackbone() {
        double own = new Fakes.CountingBackbone().spec().fineTuningRate();

        assertThat(auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0)
                        .train(tuning.task(40))
                        .settings())
                .containsEntry("learning-rate", "" + own);
    }

    @Test
    void triesTheUpperPartAndThenAll() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons()).hasSize(3);
        assertThat(result.reasons().get(0))
                .startsWith("There are 4 training images per class, and the frozen network gets");
        assertThat(result.reasons().get(1))
                .startsWith("Fine-tuning from top gets")
                .contains("more likely gain than noise");
        assertThat(result.reasons().get(2))
                .startsWith("Fine-tuning gets 100.0 % after epoch 1 of 4, which is +50.0 points");
        assertThat(result.settings()).containsEntry("strategy", "auto");
        assertThat(tuning.networks()).hasSize(2).allMatch(FakeNetwork::closed);
    }

    @Test
    void triesAllAtOnceWhereFeaturesComeFromSeveralPlaces() {
        tuning.boundary(new Boundary(List.of("middle", "top"), Pooling.AVERAGE, 1));
        auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(tuning.task(40));

        assertThat(tuning.networks()).hasSize(1);
    }

    @Test
    void stopsWhereTheGainIsNoise() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.5, step -> 1.0).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons()).hasSize(2);
        assertThat(result.reasons().get(1))
                .endsWith("no more than noise. Nothing larger is tried, and the frozen network is taken.");
    }

    @Test
    void nothingLargerIsSpokenOfWhereAllWasTried() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 0.5).train(tuning.task(40));

        assertThat(result.reasons().get(2)).endsWith(": no more than noise. Fine-tuning from top is taken.");
    }

    @Test
    void keepsTheUpperPartWhereAllIsWorse() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 1.0, step -> 0.8).train(tuning.task(40));

        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons().get(2))
                .endsWith("more likely gain than noise. That is 20.0 points less than fine-tuning from top,"
                        + " more likely a loss than noise. Fine-tuning from top is taken.");
    }

    @Test
    void takesAllWhereTheUpperPartIsHardlyBetter() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.925, step -> 0.9).train(tuning.task(40));

        assertThat(result.validation().accuracy()).isEqualTo(0.9);
        assertThat(result.reasons().get(2))
                .endsWith("more likely gain than noise. That is 2.5 points less than fine-tuning from top, no more than"
                        + " noise, but it saw augmented images, and the smaller part none. Fine-tuning is taken.");
    }

    @Test
    void keepsTheUpperPartWhereAllIsHardlyWorseAndSawNoMore() {
        settings = SETTINGS.withGradient(SETTINGS.gradient().withAugmentation(Augmentation.NONE));
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.925, step -> 0.9).train(tuning.task(40));

        assertThat(result.validation().accuracy()).isEqualTo(0.925);
        assertThat(result.reasons().get(2))
                .endsWith("less training is preferred where nothing speaks for more. Fine-tuning from top is taken.");
    }

    @Test
    void triesNothingWithoutTime() {
        TransferResult result =
                auto(Duration.ofSeconds(1), step -> 1.0, step -> 1.0).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons().get(1))
                .startsWith("There is no time for fine-tuning from top: an epoch would take");
        assertThat(tuning.networks()).allMatch(FakeNetwork::closed);
    }

    @Test
    void shortensTheRunToTheTime() {
        // the clock advances one second per reading, one per step;
        // an epoch of 8 images in one step and 40 measured takes 2.7 s
        TransferResult result =
                auto(Duration.ofSeconds(10), step -> 0.9, step -> 1.0).train(tuning.task(40));

        assertThat(result.reasons().get(1)).contains("shortened to fit the time-budget");
    }

    @Test
    void planOfAnInterruptedRunIsUsed() {
        auto(Duration.ofSeconds(10), step -> 0.9, step -> 1.0).train(tuning.task(40));
        TransferResult again =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(tuning.task(40));

        assertThat(again.reasons().get(1)).contains("shortened to fit the time-budget");
    }

    @Test
    void planOfAnotherRunIsRefused() {
        auto(Duration.ofSeconds(1), step -> 0.9, step -> 1.0).train(tuning.task(40));

        assertThatThrownBy(() ->
                        auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(tuning.task(30)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "checkpoint of fine-tuning from top, plan must be of a run whose validation images");
        assertThat(tuning.networks()).allMatch(FakeNetwork::closed);
    }

    @Test
    void withoutValidationImagesStaysWithTheFrozenNetwork() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 1, step -> 1).train(tuning.task(0));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons().get(1)).startsWith("Without validation images");
    }

    /** The frozen network gets one of two images right, and even both would be no clear gain. */
    @Test
    void triesNothingWhereNothingCouldBeBetter() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 1, step -> 1).train(tuning.task(2));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(tuning.networks()).isEmpty();
        assertThat(result.reasons().get(1))
                .isEqualTo("It gets only 1 of them wrong, so no fine-tuning could be more than noise better on them,"
                        + " and the frozen network is taken.");
    }

    @Test
    void keepsTheBetterCandidateWhenALargerOneDiverges() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> Double.NaN).train(tuning.task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.reasons().get(2))
                .startsWith("Fine-tuning is not taken: validation loss of fine-tuning, epoch 1 must stay a number");
        assertThat(result.settings()).containsEntry("unfreeze-from", "top");
        assertThat(tuning.networks()).hasSize(2).allMatch(FakeNetwork::closed);
    }

    @Test
    void whatIsTakenIsTrainedOnceMoreOnAllImagesWhereThatIsAsked() {
        settings = SETTINGS.withHead(SETTINGS.head().withRefit());
        tuning.accuracies(step -> 1.0, step -> 0.8, step -> Double.NaN);
        TransferResult result = auto(Duration.ofMinutes(10)).train(tuning.task(40));

        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.settings()).containsEntry("unfreeze-from", "top");
        assertThat(result.refitted()).isTrue();
        assertThat(result.trainImages()).isEqualTo(48);
        assertThat(tuning.networks()).hasSize(3).allMatch(FakeNetwork::closed);
    }

    private TransferStrategy auto(Duration budget, IntToDoubleFunction upper, IntToDoubleFunction whole) {
        tuning.accuracies(upper, whole);
        return auto(budget);
    }

    private TransferStrategy auto(Duration budget) {
        LongSupplier clock = () -> now += 1_000_000_000L;
        return new Auto(tuning.linearProbe(), tuning.fineTuner(), clock, new AutoSettings(settings, budget));
    }
}
