package org.tl4j.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.report.Report;
import org.tl4j.report.Section;

class ComparisonContentsTest {
    private static final String NETWORK = "<b>net</b>";
    private static final ComparedChoice FROZEN = new ComparedChoice(NETWORK, ComparedStrategy.FEATURE_EXTRACTION);
    private static final ComparedChoice SCRATCH = new ComparedChoice(NETWORK, ComparedStrategy.FROM_SCRATCH);
    private static final ComparisonPlan PLAN = new ComparisonPlan(
            List.of(NETWORK),
            List.of(ComparedStrategy.FEATURE_EXTRACTION, ComparedStrategy.FROM_SCRATCH),
            List.of(5, ComparisonPlan.ALL),
            2);

    private static ComparisonRun run(ComparedChoice choice, int perClass, int seed, int right) {
        return new ComparisonRun(
                new ComparisonCell(choice, perClass, seed),
                perClass == ComparisonPlan.ALL ? 80 : 8,
                perClass == ComparisonPlan.ALL ? 20 : 2,
                perClass == ComparisonPlan.ALL ? 50 : 5,
                choice.strategy().hasEpochs() ? 30 : 0,
                false,
                new HeldOutScore.Hits("1".repeat(right) + "0".repeat(50 - right)),
                0.4,
                seed,
                List.of(new ComparisonPoint(0, 0.1, 0.5), new ComparisonPoint(1, 0.5, right / 50.0)));
    }

    private static ComparisonResult result() {
        return new ComparisonResult(
                PLAN,
                ScoreMetric.ACCURACY,
                2,
                50,
                List.of(
                        run(FROZEN, 5, 1, 30),
                        run(FROZEN, 5, 2, 32),
                        run(FROZEN, ComparisonPlan.ALL, 1, 48),
                        run(FROZEN, ComparisonPlan.ALL, 2, 46),
                        run(SCRATCH, ComparisonPlan.ALL, 1, 31)),
                List.of(new NotRun(new ComparisonCell(SCRATCH, 5, 1), NotRun.Reason.NO_TIME)));
    }

    @Test
    void aPageHasTheRecommendationThePictureAndTheFigures() {
        String html = Report.of(new ComparisonContents("my photos", result())).html();

        assertThat(html)
                .contains("Training compared on my photos")
                .contains("For images like these, take feature-extraction of")
                .contains("Less data?", "Sooner?", "A better start?")
                .contains("Less data: ", "Sooner: ", "Better start: ")
                .contains("all (50)", "±2.8", "Left out", "for lack of time in at least one seed")
                .doesNotContain("NaN", "<b>net");
        assertThat(html.substring(0, html.indexOf("<script>"))).doesNotContain("null");
        assertThat(html.split("<figure", -1)).hasSize(4);
    }

    @Test
    void eachPartCanBeHadAlone() {
        assertThat(ComparisonSections.of(result()))
                .extracting(Section::id)
                .containsExactly("claims", "figures", "conditions");
        assertThat(ComparisonSections.claims(result()).fragment()).contains("role=\"img\"", "aria-label");
    }

    @Test
    void aComparisonWithoutRunsHasAPage() {
        for (ScoreMetric metric : ScoreMetric.values()) {
            ComparisonResult empty = new ComparisonResult(PLAN, metric, 2, 50, List.of(), List.of());
            String html = Report.of(new ComparisonContents("my photos", empty)).html();

            assertThat(html)
                    .contains("Nothing was run in the time that there was")
                    .doesNotContain("NaN");
        }
    }
}
