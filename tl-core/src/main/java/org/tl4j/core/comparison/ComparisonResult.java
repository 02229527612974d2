package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tl4j.core.training.ScoreMetric;

/**
 * What a comparison measured. Immutable.
 *
 * @param plan what was asked for
 * @param metric which figure the values are: accuracy, or mean average precision of images with several labels
 * @param classes how many classes the images have
 * @param heldOut how many images all networks were measured on
 * @param runs the trainings that were carried out, in the order of the plan
 * @param notRun the others, in the same order
 */
public record ComparisonResult(
        ComparisonPlan plan,
        ScoreMetric metric,
        int classes,
        int heldOut,
        List<ComparisonRun> runs,
        List<NotRun> notRun) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a run has another metric
     */
    public ComparisonResult {
        requireNonNull(plan, "plan is null");
        requireNonNull(metric, "metric is null");
        runs = List.copyOf(runs);
        notRun = List.copyOf(notRun);
        for (ComparisonRun run : runs) {
            if (run.score().metric() != metric) {
                throw new IllegalArgumentException("the metric of all runs must be " + metric + ", found "
                        + run.score().metric() + ": " + run.cell());
            }
        }
    }

    /** The runs of one choice with one number of images per class, by rising seed. */
    public List<ComparisonRun> runs(ComparedChoice choice, int perClass) {
        return runs.stream()
                .filter(run -> run.cell().choice().equals(choice) && run.cell().perClass() == perClass)
                .toList();
    }

    /** Means over the seeds; empty where nothing was run. */
    public Optional<ComparisonSummary> summary(ComparedChoice choice, int perClass) {
        List<ComparisonRun> same = runs(choice, perClass);
        return same.isEmpty() ? Optional.empty() : Optional.of(ComparisonSummary.of(same));
    }

    /** Means over the seeds of everything that was run, by images per class, and then in the order of the choices. */
    public List<ComparisonSummary> summaries() {
        return plan.perClass().stream()
                .flatMap(perClass -> plan.choices().stream().map(choice -> summary(choice, perClass)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * How the figure rose during training, means over the seeds; at the number of images per class that was followed. Seeds
     * whose training was followed at other epochs are left out.
     */
    public List<ComparisonPoint> followed(ComparedChoice choice) {
        Map<Integer, List<ComparisonPoint>> byEpoch = runs(choice, plan.followedPerClass()).stream()
                .flatMap(run -> run.points().stream())
                .collect(Collectors.groupingBy(ComparisonPoint::epoch, TreeMap::new, Collectors.toList()));
        int most = byEpoch.values().stream().mapToInt(List::size).max().orElse(0);
        return byEpoch.entrySet().stream()
                .filter(entry -> entry.getValue().size() == most)
                .map(entry -> mean(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static ComparisonPoint mean(int epoch, List<ComparisonPoint> points) {
        return new ComparisonPoint(
                epoch,
                points.stream().mapToDouble(ComparisonPoint::seconds).average().orElseThrow(),
                points.stream().mapToDouble(ComparisonPoint::value).average().orElseThrow());
    }

    /** What to take; empty where nothing was run. */
    public Optional<Recommendation> recommendation() {
        return Recommendation.of(this);
    }

    /** What pretraining was worth; without parts where nothing was trained from scratch. */
    public TransferBenefit benefit() {
        return TransferBenefit.of(this);
    }
}
