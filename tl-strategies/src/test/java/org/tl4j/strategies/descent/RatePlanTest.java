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

        assertThat(RatePlan.layered(decaying, 4, 0.5).factors(1)).containsExactly(0.025, 0.05, 0.1, 0.5);
    }

    @Test
    void groupsAreUnfrozenOneByOneFromTheHeadDown() {
        FineTuningSettings gradual = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 1, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 2);
        RatePlan plan = RatePlan.layered(gradual, 3, 1);

        assertThat(plan.factors(2)).containsExactly(0.0, 0.0, 1.0);
        assertThat(plan.factors(3)).containsExactly(0.0, 0.1, 1.0);
        assertThat(plan.factors(5)).containsExactly(0.1, 0.1, 1.0);
    }
}
