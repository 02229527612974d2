package org.tl4j.strategies.descent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tl4j.core.training.FineTuningSettings;

class RatePlanTest {
    private static final FineTuningSettings SETTINGS = FineTuningSettings.DEFAULT;

    @Test
    void ratesFallFromGroupToGroup() {
        FineTuningSettings decaying = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 0.5, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 0);

        assertThat(RatePlan.layered(decaying, 4, 1).factors(1, 0.01)).containsExactly(0.025, 0.05, 0.1, 1.0);
    }

    @Test
    void groupsAreUnfrozenOneByOneFromTheHeadDown() {
        FineTuningSettings gradual = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 1, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 2);
        RatePlan plan = RatePlan.layered(gradual, 3, 1);

        assertThat(plan.factors(2, 0.01)).containsExactly(0.0, 0.0, 1.0);
        assertThat(plan.factors(3, 0.01)).containsExactly(0.0, 0.1, 1.0);
        assertThat(plan.factors(5, 0.01)).containsExactly(0.1, 0.1, 1.0);
    }

    @Test
    void headLearnsNoFasterThanItsLimit() {
        RatePlan plan = RatePlan.layered(SETTINGS, 2, 0.5);

        assertThat(plan.factors(1, 0.25)).containsExactly(0.1, 1.0);
        assertThat(plan.factors(1, 2)).containsExactly(0.1, 0.25);
        assertThat(plan.rates(SETTINGS.gradient().withLearningRate(2), 0.15, 1)).containsExactly(0.2, 0.5);
    }

    @Test
    void pretrainedLayersLearnNoFasterThanAHeadThatIsLimited() {
        assertThat(RatePlan.layered(SETTINGS, 3, 0.05).factors(1, 2)).containsExactly(0.025, 0.025, 0.025);
    }
}
