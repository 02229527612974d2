package org.tl4j.core.comparison;

import org.tl4j.core.training.ScoreMetric;

/** Something that happened in a comparison. */
public sealed interface ComparisonEvent {
    /**
     * The images are read and the runs are planned.
     *
     * @param plan what is run
     * @param metric which figure is measured
     * @param kept how many of its runs an earlier comparison has kept
     */
    record Planned(ComparisonPlan plan, ScoreMetric metric, int kept) implements ComparisonEvent {}

    /**
     * A training begins.
     *
     * @param cell what is trained
     * @param number its place in the plan, from 1
     */
    record RunStarted(ComparisonCell cell, int number) implements ComparisonEvent {}

    /**
     * A training has ended and was measured.
     *
     * @param run the result
     * @param number its place in the plan, from 1
     */
    record RunEnded(ComparisonRun run, int number) implements ComparisonEvent {}

    /**
     * A training is left out.
     *
     * @param notRun which, and why
     * @param number its place in the plan, from 1
     */
    record RunLeftOut(NotRun notRun, int number) implements ComparisonEvent {}
}
