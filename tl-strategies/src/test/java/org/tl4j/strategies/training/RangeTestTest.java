package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.LossSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Schedule;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;
import org.tl4j.strategies.extraction.Fakes;

class RangeTestTest {
    private static final int STEPS = 120;

    private final List<TrainingEvent> events = new ArrayList<>();

    @Test
    void ratesRiseByTheSameFactorFromAMillionthToTen() {
        List<LearningRateTried> tried = test(step -> 1).tried();

        assertThat(tried).hasSize(STEPS);
        assertThat(tried.get(0).learningRate()).isCloseTo(1e-6, within(1e-18));
        assertThat(tried.get(STEPS - 1).learningRate()).isCloseTo(10, within(1e-9));
        for (int i = 1; i < STEPS; i++) {
            double factor = tried.get(i).learningRate() / tried.get(i - 1).learningRate();
            assertThat(factor).isCloseTo(Math.pow(1e7, 1.0 / (STEPS - 1)), within(1e-9));
        }
    }

    @Test
    void sameLossesHaveThatMean() {
        assertThat(test(step -> 0.7).tried())
                .allSatisfy(step -> assertThat(step.smoothed()).isCloseTo(0.7, within(1e-12)));
    }

    @Test
    void halfOfTheRateAtWhichTheLossBeginsToRiseIsSuggested() {
        // falls step by step, and doubles with the one numbered 60, which the mean around step 57 is the first to see
        RangeTest result = test(step -> step < 60 ? 2 - step / 100.0 : 4);

        assertThat(result.suggestion().orElseThrow())
                .isCloseTo(1e-6 * Math.pow(1e7, 57.0 / (STEPS - 1)) / 2, within(1e-9));
    }

    @Test
    void noiseIsNoMinimum() {
        Random random = new Random(1);

        assertThat(test(step -> 1 + 0.2 * random.nextGaussian() + (step < 70 ? 0 : (step - 70) / 10.0))
                        .suggestion())
                .isEmpty();
    }

    @Test
    void minimumBelowTheNoiseIsFoundInIt() {
        Random random = new Random(1);
        RangeTest result = test(step -> (step < 50 ? 1 : 0.5) + 0.1 * random.nextGaussian() + (step < 80 ? 0 : 1));

        assertThat(result.suggestion().orElseThrow())
                .isBetween(1e-6 * Math.pow(1e7, 76.0 / (STEPS - 1)) / 2, 1e-6 * Math.pow(1e7, 81.0 / (STEPS - 1)) / 2);
    }

    @Test
    void lossThatOnlyFallsHasNoRiseAndSuggestsNothing() {
        assertThat(test(step -> 2 - step / 100.0).suggestion()).isEmpty();
    }

    @Test
    void explodingLossEndsIt() {
        // 0.15 of 100 is far above 4 times the mean of 1
        assertThat(test(step -> step < 30 ? 1 : 100).tried()).hasSize(31);
    }

    @Test
    void lossThatIsNoNumberEndsItAndIsNotCounted() {
        assertThat(test(step -> step < 30 ? 1 : Double.NaN).tried()).hasSize(30);
    }

    @Test
    void lossThatIsNotFiniteAtTheStartIsReported() {
        assertThatThrownBy(() -> test(step -> Double.NaN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("loss of the first step must be a finite number");
    }

    @Test
    void everyStepIsReported() {
        List<LearningRateTried> tried = test(step -> 1 + step).tried();

        assertThat(events).containsExactlyElementsOf(tried);
    }

    @Test
    void lowerGroupsHaveTheirShareOfTheRate() {
        FakeNetwork network = new FakeNetwork(step -> 1, step -> 1);

        List<LearningRateTried> tried = RangeTest.of(
                        run(network, (epoch, peakRate) -> List.of(0.1, 1.0), Progress.NONE))
                .tried();

        assertThat(network.rates()).hasSize(STEPS);
        assertThat(network.rates().get(7))
                .containsExactly(0.1 * tried.get(7).learningRate(), tried.get(7).learningRate());
    }

    @Test
    void interruptEndsIt() {
        Progress interrupting = (stage, done, total) -> {
            if (done == 5) {
                Thread.currentThread().interrupt();
            }
        };

        assertThatThrownBy(() -> RangeTest.of(
                        run(new FakeNetwork(step -> 1, step -> 1), LayerwiseLearningRates.uniform(2), interrupting)))
                .isInstanceOf(InterruptedWorkException.class)
                .hasMessageContaining("step 5");
        assertThat(Thread.interrupted()).isFalse();
    }

    private RangeTest test(IntToDoubleFunction losses) {
        return RangeTest.of(run(new FakeNetwork(losses, step -> 1), LayerwiseLearningRates.uniform(2), Progress.NONE));
    }

    private TrainingRun run(FakeNetwork network, LayerwiseLearningRates rates, Progress progress) {
        GradientSettings settings = new GradientSettings(
                1,
                4,
                OptionalDouble.of(0.1),
                Schedule.CONSTANT,
                0,
                new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0),
                LossSettings.PLAIN,
                0,
                Augmentation.NONE);
        return new TrainingRun(
                "piece",
                network,
                2,
                new NumberExamples(10),
                new NumberExamples(0),
                settings,
                rates,
                Map.of(),
                Fakes.WORKERS,
                RunContext.of(1).withListener(events::add).withProgress(progress));
    }
}
