package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tl4j.core.training.FineTuningSettings;

class LayerwiseLearningRatesTest {
    private static final FineTuningSettings SETTINGS = FineTuningSettings.DEFAULT;

    @Test
    void ratesFallFromGroupToGroup() {
        FineTuningSettings decaying = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 0.5, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 0);

        assertThat(LayerwiseLearningRates.layered(decaying, 4, 1).factors(1, 0.01))
                .containsExactly(0.025, 0.05, 0.1, 1.0);
    }

    @Test
    void groupsAreUnfrozenOneByOneFromTheHeadDown() {
        FineTuningSettings gradual = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 1, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 2);
        LayerwiseLearningRates plan = LayerwiseLearningRates.layered(gradual, 3, 1);

        assertThat(plan.factors(2, 0.01)).containsExactly(0.0, 0.0, 1.0);
        assertThat(plan.factors(3, 0.01)).containsExactly(0.0, 0.1, 1.0);
        assertThat(plan.factors(5, 0.01)).containsExactly(0.1, 0.1, 1.0);
    }

    @Test
    void headLearnsNoFasterThanItsLimit() {
        LayerwiseLearningRates plan = LayerwiseLearningRates.layered(SETTINGS, 2, 0.5);

        assertThat(plan.factors(1, 0.25)).containsExactly(0.1, 1.0);
        assertThat(plan.factors(1, 2)).containsExactly(0.1, 0.25);
        assertThat(plan.rates(SETTINGS.gradient().withLearningRate(2), 0.15, 1)).containsExactly(0.2, 0.5);
    }

    @Test
    void pretrainedLayersLearnNoFasterThanAHeadThatIsLimited() {
        assertThat(LayerwiseLearningRates.layered(SETTINGS, 3, 0.05).factors(1, 2))
                .containsExactly(0.025, 0.025, 0.025);
    }
}
