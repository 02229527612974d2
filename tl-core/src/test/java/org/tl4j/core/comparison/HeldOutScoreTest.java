package org.tl4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.training.ScoreMetric;

class HeldOutScoreTest {
    private static final Interval INTERVAL = new Interval(0.25, 0.75);

    @Test
    void hitsAreAnAccuracyOfTheImagesThatWereDecoded() {
        HeldOutScore score = new HeldOutScore.Hits("1-101");

        assertThat(score.metric()).isEqualTo(ScoreMetric.ACCURACY);
        assertThat(score.images()).isEqualTo(4);
        assertThat(score.value()).isEqualTo(0.75);
        assertThat(score.contributions()).containsExactly(1, Double.NaN, 1, 0, 1);
        assertThat(score.interval()).isEqualTo(Interval.wilson(3, 4));
    }

    @Test
    void rankingsAreComparedImageByImage() {
        HeldOutScore worse = new HeldOutScore.Ranking(0.4, INTERVAL, List.of(0.2, 0.6, Double.NaN));
        HeldOutScore better = new HeldOutScore.Ranking(0.8, INTERVAL, List.of(1.2, 0.4, Double.NaN));

        // differences 1 and -0.2: mean 0.4, variance with n - 1 of 0.72, standard error 0.6
        PairedDifference difference = PairedDifference.between(List.of(run(worse)), List.of(run(better)))
                .orElseThrow();

        assertThat(better.images()).isEqualTo(2);
        assertThat(difference.mean()).isCloseTo(0.4, within(1e-12));
        assertThat(difference.noise()).isCloseTo(1.959964 * 0.6, within(1e-6));
    }

    private static ComparisonRun run(HeldOutScore score) {
        return new ComparisonRun(
                new ComparisonCell(PlantedRuns.FROZEN, 5, 1), 4, 1, 5, 0, true, score, 0.5, 1, List.of());
    }

    @Test
    void sentencesNameTheFigure() {
        ComparisonResult result = new ComparisonResult(
                PlantedRuns.plan(1, 5),
                ScoreMetric.MEAN_AVERAGE_PRECISION,
                2,
                3,
                List.of(run(new HeldOutScore.Ranking(0.8, INTERVAL, List.of(1.2, 0.4, Double.NaN)))),
                List.of());

        assertThat(ComparisonSentences.recommendation(result).get(0))
                .isEqualTo(
                        "For images like these, take feature-extraction of net: with 5 images per label its mean average"
                                + " precision on 3 held-out images is 0.800 (one seed), and one training takes 1.0 s.");
    }

    @Test
    void theFigureIsKnownWithoutRunsAndThatOfAllRuns() {
        ComparisonResult none = new ComparisonResult(
                PlantedRuns.plan(1, 5), ScoreMetric.MEAN_AVERAGE_PRECISION, 2, 3, List.of(), List.of());
        List<ComparisonRun> hits = List.of(run(new HeldOutScore.Hits("110")));

        assertThat(none.metric()).isEqualTo(ScoreMetric.MEAN_AVERAGE_PRECISION);
        assertThatThrownBy(() ->
                        new ComparisonResult(none.plan(), ScoreMetric.MEAN_AVERAGE_PRECISION, 2, 3, hits, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the metric of all runs must be MEAN_AVERAGE_PRECISION, found ACCURACY");
    }

    @Test
    void imagesPerClassAreThoseOfTheRunsNotSeenImagesByClasses() {
        ComparisonRun run = new ComparisonRun(
                new ComparisonCell(PlantedRuns.FROZEN, ComparisonPlan.ALL, 1),
                4,
                1,
                7.5,
                0,
                true,
                new HeldOutScore.Ranking(0.8, INTERVAL, List.of(1.2, 0.4, Double.NaN)),
                0.5,
                1,
                List.of());
        ComparisonResult result = new ComparisonResult(
                PlantedRuns.plan(1, ComparisonPlan.ALL),
                ScoreMetric.MEAN_AVERAGE_PRECISION,
                2,
                3,
                List.of(run),
                List.of());

        assertThat(result.summaries())
                .singleElement()
                .satisfies(mean -> assertThat(mean.imagesPerClass()).isEqualTo(7.5));
        assertThat(ComparisonSentences.recommendation(result).get(0)).contains("with all images (8 per label)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void imagesPerClassAreFiniteAndAboveZero(double imagesPerClass) {
        ComparisonCell cell = new ComparisonCell(PlantedRuns.FROZEN, 5, 1);
        HeldOutScore score = new HeldOutScore.Hits("1");

        assertThatThrownBy(() -> new ComparisonRun(cell, 4, 1, imagesPerClass, 0, true, score, 0.5, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("images per class must be finite and above 0, found " + imagesPerClass);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--", "12"})
    void hitsNeedAnImage(String hits) {
        assertThatThrownBy(() -> new HeldOutScore.Hits(hits)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRankingNeedsAnImageAndAShare() {
        List<Double> none = List.of(Double.NaN);
        List<Double> one = List.of(0.5);
        assertThatThrownBy(() -> new HeldOutScore.Ranking(0.5, INTERVAL, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeldOutScore.Ranking(1.5, INTERVAL, one))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
