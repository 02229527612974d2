package org.tl4j.core.comparison;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.training.ScoreMetric;

/** Runs with results of a test's choice. */
final class PlantedRuns {
    static final int HELD_OUT = 100;
    static final ComparedChoice FROZEN = new ComparedChoice("net", ComparedStrategy.FEATURE_EXTRACTION);
    static final ComparedChoice TUNED = new ComparedChoice("net", ComparedStrategy.FINE_TUNING);
    static final ComparedChoice SCRATCH = new ComparedChoice("net", ComparedStrategy.FROM_SCRATCH);

    private final ComparisonPlan plan;
    private final List<ComparisonRun> runs = new ArrayList<>();

    PlantedRuns(ComparisonPlan plan) {
        this.plan = plan;
    }

    /** A plan of all strategies. */
    static ComparisonPlan plan(int seeds, Integer... perClass) {
        return new ComparisonPlan(List.of("net"), List.of(ComparedStrategy.values()), List.of(perClass), seeds);
    }

    /** Adds a run that gets the first {@code right} of 100 images right, and takes so many seconds. */
    PlantedRuns with(ComparedChoice choice, int perClass, int seed, int right, double seconds) {
        return with(choice, perClass, seed, right, seconds, List.of());
    }

    PlantedRuns with(
            ComparedChoice choice, int perClass, int seed, int right, double seconds, List<ComparisonPoint> points) {
        runs.add(run(choice, perClass, seed, right, seconds, points));
        return this;
    }

    static ComparisonRun run(
            ComparedChoice choice, int perClass, int seed, int right, double seconds, List<ComparisonPoint> points) {
        return new ComparisonRun(
                new ComparisonCell(choice, perClass, seed),
                8,
                2,
                5,
                choice.strategy().hasEpochs() ? 20 : 0,
                false,
                new HeldOutScore.Hits("1".repeat(right) + "0".repeat(HELD_OUT - right)),
                0.5,
                seconds,
                points);
    }

    ComparisonResult result() {
        return new ComparisonResult(plan, ScoreMetric.ACCURACY, 2, HELD_OUT, runs, List.of());
    }
}
