package org.tl4j.application.text;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparisonEvent;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.core.comparison.ComparisonSummary;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.learner.ComparisonReport;

/** A comparison of networks and strategies, as text. */
public final class CompareText {
    private CompareText() {}

    /** The means over the seeds, what was left out, the recommendation, and the claims of transfer learning. */
    public static List<String> of(ComparisonReport report) {
        ComparisonResult result = report.result();
        List<String> lines = new ArrayList<>();
        ScoreMetric metric = result.metric();
        lines.add("%s %s that no training saw (%s), mean of up to %s:"
                .formatted(
                        metric == ScoreMetric.ACCURACY ? "Right of" : "Mean average precision on",
                        Format.count(result.heldOut(), "image"),
                        report.heldOutPart()
                                .map(Subset::word)
                                .map(word -> "part " + word)
                                .orElse("set aside"),
                        Format.count(result.plan().seeds(), "seed")));
        lines.add("");
        lines.addAll(table(result));
        if (!result.notRun().isEmpty()) {
            lines.add("");
            lines.addAll(leftOut(result.notRun(), metric));
        }
        lines.add("");
        lines.addAll(ComparisonSentences.recommendation(result));
        List<String> claims = ComparisonSentences.benefit(result);
        if (!claims.isEmpty()) {
            lines.add("");
            lines.addAll(claims);
        }
        return lines;
    }

    /**
     * A line while it goes on; events that need none give an empty text.
     *
     * @param of how many trainings there are
     * @param metric which figure is measured, as the first event says
     */
    public static String progress(ComparisonEvent event, int of, ScoreMetric metric) {
        if (event instanceof ComparisonEvent.Planned planned) {
            int cells = planned.plan().cells().size();
            return planned.kept() == 0
                    ? Format.count(cells, "training")
                    : "%s, of which %d are kept from before".formatted(Format.count(cells, "training"), planned.kept());
        }
        if (event instanceof ComparisonEvent.RunEnded ended) {
            ComparisonRun run = ended.run();
            return "%d of %d: %s with %s, seed %d: %s in %s"
                    .formatted(
                            ended.number(),
                            of,
                            ComparisonSentences.words(run.cell().choice()),
                            ComparisonSentences.words(run.cell().perClass(), metric),
                            run.cell().seed(),
                            ComparisonSentences.figure(metric, run.value()),
                            Format.seconds(run.seconds()));
        }
        if (event instanceof ComparisonEvent.RunLeftOut out) {
            return "%d of %d: %s with %s, seed %d: left out, %s"
                    .formatted(
                            out.number(),
                            of,
                            ComparisonSentences.words(out.notRun().cell().choice()),
                            ComparisonSentences.words(out.notRun().cell().perClass(), metric),
                            out.notRun().cell().seed(),
                            reason(out.notRun().reason()));
        }
        return "";
    }

    private static List<String> table(ComparisonResult result) {
        int width = result.plan().backbones().stream()
                .mapToInt(name -> Format.label(name).length())
                .max()
                .orElse(0);
        ScoreMetric metric = result.metric();
        String name = ComparisonSentences.name(metric);
        String row = "  %-9s %-20s %-" + Math.max(7, width) + "s %" + Math.max(9, name.length()) + "s %10s %10s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                row,
                ComparisonSentences.per(metric),
                "strategy",
                "network",
                name,
                "deviation",
                "training"));
        for (ComparisonSummary mean : result.summaries()) {
            lines.add(String.format(
                    Locale.ROOT,
                    row,
                    perClass(mean),
                    mean.choice().strategy().word(),
                    Format.label(mean.choice().backbone()),
                    ComparisonSentences.figure(metric, mean.value()),
                    mean.deviation().isPresent()
                            ? ComparisonSentences.difference(
                                    metric, mean.deviation().getAsDouble())
                            : "-",
                    Format.seconds(mean.seconds())));
        }
        return lines;
    }

    private static String perClass(ComparisonSummary mean) {
        return mean.perClass() == ComparisonPlan.ALL
                ? String.format(Locale.ROOT, "all (%.0f)", mean.imagesPerClass())
                : Integer.toString(mean.perClass());
    }

    /** What was left out, the seeds together. */
    private record Group(ComparedChoice choice, int perClass, NotRun.Reason reason) {}

    private static List<String> leftOut(List<NotRun> notRun, ScoreMetric metric) {
        Map<Group, List<NotRun>> groups = notRun.stream()
                .collect(groupingBy(
                        not -> new Group(not.cell().choice(), not.cell().perClass(), not.reason()),
                        LinkedHashMap::new,
                        toList()));
        return groups.entrySet().stream()
                .map(group -> "Left out: %s with %s, %s: %s."
                        .formatted(
                                ComparisonSentences.words(group.getKey().choice()),
                                ComparisonSentences.words(group.getKey().perClass(), metric),
                                Format.count(group.getValue().size(), "seed"),
                                reason(group.getKey().reason())))
                .toList();
    }

    private static String reason(NotRun.Reason reason) {
        return switch (reason) {
            case NO_TIME -> "no time is left for it";
            case NOT_TRAINABLE -> "the engine of the network cannot train it";
            case DIVERGED -> "its loss exploded";
            case UNUSABLE_IMAGES -> "too few of its images can be used";
        };
    }
}
