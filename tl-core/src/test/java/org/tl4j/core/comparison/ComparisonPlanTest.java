package org.tl4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class ComparisonPlanTest {
    @Test
    void runsOneSeedBeforeTheNextAndFewImagesAndCheapStrategiesFirst() {
        ComparisonPlan plan = new ComparisonPlan(
                List.of("b", "a"),
                List.of(ComparedStrategy.FROM_SCRATCH, ComparedStrategy.FEATURE_EXTRACTION),
                List.of(20, 5, 20),
                2);

        assertThat(plan.cells())
                .hasSize(16)
                .extracting(cell -> cell.seed() + " " + cell.perClass() + " "
                        + cell.choice().strategy().word() + " " + cell.choice().backbone())
                .startsWith(
                        "1 5 feature-extraction b",
                        "1 5 feature-extraction a",
                        "1 5 from-scratch b",
                        "1 5 from-scratch a",
                        "1 20 feature-extraction b")
                .endsWith("2 20 from-scratch b", "2 20 from-scratch a")
                .doesNotHaveDuplicates();
    }

    @Test
    void numbersThatNoClassExceedsMeanAllImages() {
        ComparisonPlan plan = new ComparisonPlan(
                List.of("a"), List.of(ComparedStrategy.FINE_TUNING), List.of(5, 20, 50, ComparisonPlan.ALL), 1);

        assertThat(plan.within(20).perClass()).containsExactly(5, ComparisonPlan.ALL);
        assertThat(plan.within(21).perClass()).containsExactly(5, 20, ComparisonPlan.ALL);
    }

    @Test
    void followsTheMiddleNumberOfImages() {
        assertThat(PlantedRuns.plan(1, 5).followedPerClass()).isEqualTo(5);
        assertThat(PlantedRuns.plan(1, 5, 20).followedPerClass()).isEqualTo(20);
        assertThat(PlantedRuns.plan(1, 5, 20, 50).followedPerClass()).isEqualTo(20);
    }

    @Test
    void refusesWhatCannotBeRun() {
        assertThatThrownBy(() -> PlantedRuns.plan(0, 5))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("seeds must be at least 1, found 0");
        assertThatThrownBy(() -> PlantedRuns.plan(1, 1)).hasMessageContaining("must be at least 2, found 1");
        assertThatThrownBy(() -> PlantedRuns.plan(1)).hasMessageContaining("must be one or more numbers");
    }
}
