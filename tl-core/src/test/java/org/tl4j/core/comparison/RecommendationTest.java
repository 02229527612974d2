package org.tl4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tl4j.core.comparison.PlantedRuns.FROZEN;
import static org.tl4j.core.comparison.PlantedRuns.SCRATCH;
import static org.tl4j.core.comparison.PlantedRuns.TUNED;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationTest {
    @Test
    void takesTheBestWhereItIsClearlyAhead() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(2, 5))
                .with(FROZEN, 5, 1, 60, 1)
                .with(TUNED, 5, 1, 80, 30)
                .with(SCRATCH, 5, 1, 40, 50)
                .with(FROZEN, 5, 2, 62, 1)
                .with(TUNED, 5, 2, 82, 32)
                .with(SCRATCH, 5, 2, 40, 50)
                .result();

        Recommendation recommendation = result.recommendation().orElseThrow();

        assertThat(recommendation.taken().choice()).isEqualTo(TUNED);
        assertThat(recommendation.taken().value()).isCloseTo(0.81, within(1e-12));
        assertThat(recommendation.taken().deviation().orElseThrow()).isCloseTo(Math.sqrt(0.0002), within(1e-9));
        assertThat(recommendation.taken().seconds()).isEqualTo(31);
        assertThat(recommendation.isCheaper()).isFalse();
        assertThat(recommendation.moreImages()).isEmpty();
    }

    @Test
    void takesTheCheaperWhereTheDifferenceMayBeChance() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5))
                .with(FROZEN, 5, 1, 80, 1)
                .with(TUNED, 5, 1, 82, 30)
                .with(SCRATCH, 5, 1, 40, 0.5)
                .result();

        Recommendation recommendation = result.recommendation().orElseThrow();

        assertThat(recommendation.taken().choice()).isEqualTo(FROZEN);
        assertThat(recommendation.best().choice()).isEqualTo(TUNED);
        assertThat(recommendation.behind().orElseThrow().mean()).isCloseTo(0.02, within(1e-12));
        assertThat(ComparisonSentences.recommendation(result))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Fine-tuning of net gets 82.0 %, but a difference of 2.0 points may be chance"));
    }

    @Test
    void comparesWhereTwoChoicesWereRunAndNamesWhatWasNot() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5, 20, ComparisonPlan.ALL))
                .with(FROZEN, 5, 1, 50, 1)
                .with(TUNED, 5, 1, 60, 30)
                .with(FROZEN, 20, 1, 55, 2)
                .with(TUNED, 20, 1, 90, 60)
                .with(FROZEN, ComparisonPlan.ALL, 1, 99, 3)
                .result();

        Recommendation recommendation = result.recommendation().orElseThrow();

        assertThat(recommendation.taken().choice()).isEqualTo(TUNED);
        assertThat(recommendation.taken().perClass()).isEqualTo(20);
        assertThat(recommendation.unmeasured()).containsExactly(SCRATCH);
    }

    @Test
    void saysWhetherTheLastIncreaseOfImagesHelped() {
        ComparisonPlan plan =
                new ComparisonPlan(List.of("net"), List.of(ComparedStrategy.FEATURE_EXTRACTION), List.of(5, 20), 1);
        ComparisonResult rising = new PlantedRuns(plan)
                .with(FROZEN, 5, 1, 60, 1)
                .with(FROZEN, 20, 1, 80, 1)
                .result();
        ComparisonResult level = new PlantedRuns(plan)
                .with(FROZEN, 5, 1, 60, 1)
                .with(FROZEN, 20, 1, 61, 1)
                .result();

        assertThat(moreImages(rising).isGain()).isTrue();
        assertThat(moreImages(level).isGain()).isFalse();
        assertThat(ComparisonSentences.recommendation(rising))
                .last()
                .asString()
                .isEqualTo("From 5 images per class to 20 images per class it gained 20.0 points (±7.9):"
                        + " more images would probably help further.");
    }

    private static PairedDifference moreImages(ComparisonResult result) {
        return result.recommendation()
                .flatMap(Recommendation::moreImages)
                .orElseThrow()
                .gain();
    }

    @Test
    void saysWhereAStrategyHadFewerEpochsThanByDefault() {
        ComparisonResult result = new PlantedRuns(PlantedRuns.plan(1, 5))
                .with(TUNED, 5, 1, 80, 30) // 20 epochs, as many as by default
                .with(SCRATCH, 5, 1, 40, 50) // 20 epochs of 30
                .result();

        assertThat(ComparisonSentences.recommendation(result))
                .filteredOn(sentence -> sentence.startsWith("For lack of time"))
                .containsExactly(
                        "For lack of time, training net from scratch had 20 epochs instead of 30 and may be better than"
                                + " it looks here.");
    }

    @Test
    void hasNothingToSayWithoutRuns() {
        ComparisonResult nothing = new PlantedRuns(PlantedRuns.plan(1, 5)).result();

        assertThat(nothing.recommendation()).isEmpty();
        assertThat(ComparisonSentences.recommendation(nothing)).isEmpty();
        assertThat(ComparisonSentences.benefit(nothing)).isEmpty();
    }
}
