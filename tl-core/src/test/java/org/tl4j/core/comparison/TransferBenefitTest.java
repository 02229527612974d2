package org.tl4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tl4j.core.comparison.PlantedRuns.FROZEN;
import static org.tl4j.core.comparison.PlantedRuns.SCRATCH;
import static org.tl4j.core.comparison.PlantedRuns.TUNED;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransferBenefitTest {
    private static final List<ComparisonPoint> SCRATCH_POINTS =
            List.of(new ComparisonPoint(0, 0.1, 0.1), new ComparisonPoint(1, 1, 0.2), new ComparisonPoint(20, 20, 0.7));
    private static final List<ComparisonPoint> TUNED_POINTS =
            List.of(new ComparisonPoint(0, 1, 0.65), new ComparisonPoint(1, 2, 0.75));

    @Test
    void measuresTheThreeClaims() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5, 20))
                .with(FROZEN, 5, 1, 60, 1)
                .with(TUNED, 5, 1, 72, 8)
                .with(SCRATCH, 5, 1, 30, 5)
                .with(FROZEN, 20, 1, 68, 2, List.of(new ComparisonPoint(0, 2, 0.68)))
                .with(TUNED, 20, 1, 80, 12, TUNED_POINTS)
                .with(SCRATCH, 20, 1, 70, 20, SCRATCH_POINTS)
                .result();

        TransferBenefit benefit = result.benefit();

        assertThat(benefit.lessData().orElseThrow().holds()).isTrue();
        assertThat(benefit.lessData().orElseThrow().transfer().orElseThrow().choice())
                .isEqualTo(TUNED);
        assertThat(benefit.lessData().orElseThrow().transfer().orElseThrow().perClass())
                .isEqualTo(5);
        assertThat(benefit.sooner().orElseThrow().choice()).contains(TUNED);
        assertThat(benefit.sooner().orElseThrow().seconds()).hasValue(12);
        assertThat(benefit.betterStart()).contains(new TransferBenefit.BetterStart(20, 0.68, 0.2));
        assertThat(ComparisonSentences.benefit(result))
                .containsExactly(
                        "Less data: fine-tuning of net gets 72.0 % with 5 images per class, and training net from scratch gets"
                                + " 70.0 % with 20 images per class.",
                        "Sooner: with 20 images per class, training net from scratch gets 70.0 % after 20.0 s;"
                                + " fine-tuning of net gets at least as many after 12.0 s.",
                        "Better start: with 20 images per class, the pretrained network with a new output layer gets 68.0 %"
                                + " right before any other layer is trained; from scratch it is 20.0 % after the first pass"
                                + " over the images.");
    }

    @Test
    void saysSoWhereAClaimFails() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5))
                .with(FROZEN, 5, 1, 40, 9)
                .with(SCRATCH, 5, 1, 70, 5)
                .result();

        assertThat(result.benefit().lessData().orElseThrow().holds()).isFalse();
        assertThat(result.benefit().sooner().orElseThrow().holds()).isFalse();
        assertThat(ComparisonSentences.benefit(result))
                .allSatisfy(sentence -> assertThat(sentence).contains("no pretrained network gets as many"));
    }

    @Test
    void isEmptyWithoutTrainingFromScratch() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5))
                .with(FROZEN, 5, 1, 40, 1)
                .result();

        assertThat(result.benefit().lessData()).isEmpty();
        assertThat(result.benefit().sooner()).isEmpty();
        assertThat(result.benefit().betterStart()).isEmpty();
    }

    @Test
    void followsTrainingByMeansOverTheSeeds() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(2, 5))
                .with(TUNED, 5, 1, 70, 9, List.of(new ComparisonPoint(0, 1, 0.5), new ComparisonPoint(1, 2, 0.6)))
                .with(TUNED, 5, 2, 70, 9, List.of(new ComparisonPoint(0, 3, 0.7), new ComparisonPoint(1, 4, 0.8)))
                .result();

        assertThat(result.followed(TUNED))
                .containsExactly(new ComparisonPoint(0, 2, 0.6), new ComparisonPoint(1, 3, 0.7));
        assertThat(result.followed(FROZEN)).isEmpty();
    }
}
