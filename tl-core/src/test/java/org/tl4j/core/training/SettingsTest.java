package org.tl4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;

class SettingsTest {
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void validationFractionMustBeAShare(double fraction) {
        assertThatThrownBy(() -> new SplitSettings(fraction, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("validation-fraction must be in [0, 1), found " + fraction);
    }

    @Test
    void strengthsMustBeNumbersOfAtLeastZero() {
        assertThatThrownBy(() -> new HeadSettings(List.of(-1.0), 5, false, 10, 1e-5, false))
                .hasMessageContaining("l2-strengths");
        assertThatThrownBy(() -> new HeadSettings(List.of(), 5, false, 10, 1e-5, false))
                .hasMessageContaining("l2-strengths");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 1, false, 10, 1e-5, false))
                .hasMessageContaining("folds");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 2, false, 0, 1e-5, false))
                .hasMessageContaining("maximum-iter");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 2, false, 1, 0, false))
                .hasMessageContaining("tolerance");
    }

    @Test
    void rateRisesToThePeakAndFallsToNothing() {
        GradientSettings settings = descent(10, 32, 0.5, Schedule.ONE_CYCLE, 0.25);

        assertThat(settings.rateAt(0)).isCloseTo(0.02, within(1e-12));
        assertThat(settings.rateAt(0.125)).isCloseTo(0.26, within(1e-12));
        assertThat(settings.rateAt(0.25)).isCloseTo(0.5, within(1e-12));
        assertThat(settings.rateAt(0.625)).isCloseTo(0.25, within(1e-12));
        assertThat(settings.rateAt(1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void cosineWarmsUpOnALine() {
        GradientSettings settings = descent(10, 32, 0.5, Schedule.COSINE, 0.5);

        assertThat(settings.rateAt(0)).as("a first step that counts").isCloseTo(0.02, within(1e-12));
        assertThat(settings.rateAt(0.25)).isCloseTo(0.26, within(1e-12));
        assertThat(settings.rateAt(0.75)).isCloseTo(0.25, within(1e-12));
        assertThat(settings.rateAt(1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void constantRateStaysAtItsPeak() {
        GradientSettings settings = descent(10, 32, 0.5, Schedule.CONSTANT, 0);

        assertThat(settings.rateAt(0)).isEqualTo(0.5);
        assertThat(settings.rateAt(1)).isEqualTo(0.5);
    }

    @Test
    void invalidSettingsOfGradientTrainingAreRefused() {
        assertThatThrownBy(() -> descent(0, 32, 0.5, Schedule.COSINE, 0)).hasMessageContaining("epochs must be");
        assertThatThrownBy(() -> descent(1, 1, 0.5, Schedule.COSINE, 0)).hasMessageContaining("batch-size must be");
        assertThatThrownBy(() -> descent(1, 2, 0, Schedule.COSINE, 0)).hasMessageContaining("learning-rate must be");
        assertThatThrownBy(() -> descent(1, 2, 1, Schedule.COSINE, 1))
                .hasMessageContaining("warm-up must be in [0, 1)");
        assertThatThrownBy(() -> new LossSettings(1, false, 0)).hasMessageContaining("label-smoothing must be in");
        assertThatThrownBy(() -> new LossSettings(0, false, -1)).hasMessageContaining("mixup must be at least 0");
        assertThatThrownBy(() -> new Optimizer(Optimizer.Kind.SGD, 1, 0, 0, 0)).hasMessageContaining("momentum must");
        assertThatThrownBy(() -> new Optimizer(Optimizer.Kind.SGD, 0, -1, 0, 0)).hasMessageContaining("weight-decay");
        assertThatThrownBy(() -> new Optimizer(Optimizer.Kind.SGD, 0, 0, -1, 0)).hasMessageContaining("l2-sp must");
        assertThatThrownBy(() -> new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, Double.NaN))
                .hasMessageContaining("gradient-clipping must be at least 0");
    }

    @Test
    void moreThatIsRightIsBetterAndThenALowerLoss() {
        Score score = new Score(0.9, 0.3, 100, false);

        assertThat(new Score(0.91, 0.4, 100, false).betterThan(score)).isTrue();
        assertThat(new Score(0.9, 0.29, 100, false).betterThan(score)).isTrue();
        assertThat(score.betterThan(score)).isFalse();
        assertThat(new Score(0.89, 0.1, 100, false).betterThan(score)).isFalse();
    }

    @Test
    void onlyFineTuningLeavesItsRateToTheBackbone() {
        GradientSettings open = FineTuningSettings.DEFAULT.gradient();

        assertThat(open.byKey()).containsEntry("learning-rate", "auto");
        assertThatThrownBy(() -> new FromScratchSettings(open))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("learning-rate must be set when training from scratch, found auto");
    }

    @Test
    void settingsOfFineTuningThatContradictEachOtherAreRefused() {
        FineTuningSettings settings = FineTuningSettings.DEFAULT;
        GradientSettings gradient = settings.gradient();

        assertThatThrownBy(() -> new FineTuningSettings(
                        settings.head(), gradient, 0.1, 1, BatchNormMode.ADAPTIVE, Optional.empty(), 1))
                .hasMessageContaining("gradual must be 0 under batch-norm=adaptive");
        assertThatThrownBy(() -> settings.withHead(settings.head().withRefit())
                        .withGradient(new GradientSettings(
                                gradient.epochs(),
                                gradient.batchSize(),
                                gradient.learningRate(),
                                gradient.schedule(),
                                gradient.warmUp(),
                                gradient.optimizer(),
                                gradient.loss(),
                                2,
                                gradient.augmentation())))
                .hasMessageContaining("refit must be false with a patience");
        assertThatThrownBy(() -> settings.withHead(new HeadSettings(List.of(1.0), 5, true, 10, 1e-5, false)))
                .hasMessageContaining(
                        "class-weights must be the same for the head and for the gradient training after it")
                .hasMessageContaining("found true and false");
    }

    private static GradientSettings descent(int epochs, int batch, double rate, Schedule schedule, double warmUp) {
        return new GradientSettings(
                epochs,
                batch,
                OptionalDouble.of(rate),
                schedule,
                warmUp,
                new Optimizer(Optimizer.Kind.SGD, 0.9, 0, 0, 0),
                LossSettings.PLAIN,
                0,
                Augmentation.NONE);
    }

    @Test
    void problemsAreOneLineOfSubjectRuleValueAndRemedy() {
        Problem problem = new Problem("file a\nb", "must exist", "nothing", "look again");

        assertThat(problem.message()).isEqualTo("file a\\nb must exist, found nothing; look again");
        assertThat(new Problem("name \u001b[31m", "must be plain", "", "").message())
                .isEqualTo("name \\u001b[31m must be plain");
        assertThat(new UsageException(problem).category()).isEqualTo(Category.USAGE);
        assertThat(new UsageException(problem)).hasMessage(problem.message());
    }
}
