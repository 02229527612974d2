package org.tl4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
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
        assertThatThrownBy(() -> new HeadSettings(List.of(-1.0), 5, false, 10, 1e-5))
                .hasMessageContaining("l2-strengths");
        assertThatThrownBy(() -> new HeadSettings(List.of(), 5, false, 10, 1e-5))
                .hasMessageContaining("l2-strengths");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 1, false, 10, 1e-5))
                .hasMessageContaining("folds");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 2, false, 0, 1e-5))
                .hasMessageContaining("maximum-iter");
        assertThatThrownBy(() -> new HeadSettings(List.of(1.0), 2, false, 1, 0)).hasMessageContaining("tolerance");
    }

    @Test
    void rateRisesToThePeakAndFallsToNothing() {
        GradientSettings settings = new GradientSettings(10, 32, 0.5, 0.25, 0.9, 0, Augmentation.NONE);

        assertThat(settings.rateAt(0)).isCloseTo(0.02, within(1e-12));
        assertThat(settings.rateAt(0.25)).isCloseTo(0.5, within(1e-12));
        assertThat(settings.rateAt(0.625)).isCloseTo(0.25, within(1e-12));
        assertThat(settings.rateAt(1)).isCloseTo(0, within(1e-12));
    }

    @Test
    void provenanceHasEverySettingOfGradientsAndOfAugmentation() {
        Augmentation augmentation = new Augmentation(true, 2, 0.25, 10, 0.4, 0.1);

        assertThat(new GradientSettings(10, 32, 0.5, 0.25, 0.9, 1e-4, augmentation).byKey())
                .containsAllEntriesOf(augmentation.byKey())
                .containsEntry("epochs", "10")
                .containsEntry("batch-size", "32")
                .containsEntry("learning-rate", "0.5")
                .containsEntry("warm-up", "0.25")
                .containsEntry("momentum", "0.9")
                .containsEntry("weight-decay", "1.0E-4")
                .hasSize(12);
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
