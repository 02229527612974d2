package org.tl4j.report.comparison;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.core.comparison.ComparisonSummary;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.core.comparison.Recommendation;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;

/** The figures of a comparison: means, and what was left out. */
final class ComparisonTables {
    private static final String NONE = "–";

    private final ComparisonResult result;
    private final ScoreMetric metric;

    ComparisonTables(ComparisonResult result) {
        this.result = result;
        this.metric = result.metric();
    }

    /** One row per choice and number of images, the recommended one emphasised. */
    Html means() {
        ComparisonSummary taken =
                result.recommendation().map(Recommendation::taken).orElse(null);
        HtmlElement body = Html.element("tbody");
        for (ComparisonSummary mean : result.summaries()) {
            HtmlElement row = Html.element("tr");
            if (mean.equals(taken)) {
                row.classes("emphasised");
            }
            double deviation = mean.deviation().orElse(0);
            row.add(number(mean.imagesPerClass(), perClass(mean)))
                    .add(Html.element("th")
                            .attribute("scope", "row")
                            .text(mean.choice().strategy().word()));
            if (severalNetworks()) {
                row.add(Html.element("td").add(Html.name(mean.choice().backbone())));
            }
            body.add(row.add(number(mean.value(), ComparisonSentences.figure(metric, mean.value())))
                    .add(number(deviation, mean.deviation().isPresent() ? points(deviation) : NONE))
                    .add(number(mean.logLoss(), Numbers.decimal(mean.logLoss())))
                    .add(number(mean.seconds(), Numbers.seconds(mean.seconds())))
                    .add(number(epochs(mean), epochs(mean) == 0 ? NONE : Integer.toString(epochs(mean))))
                    .add(number(mean.seeds(), Integer.toString(mean.seeds()))));
        }
        return Html.element("div")
                .classes("scroll")
                .add(Html.element("table")
                        .classes("sortable")
                        .add(Html.element(
                                "caption",
                                "Means over the seeds; "
                                        + (metric == ScoreMetric.ACCURACY ? "deviation in points; " : "")
                                        + "seconds of one training; what is recommended is bold."))
                        .add(head())
                        .add(body))
                .html();
    }

    /** A single network is named above the figures, and needs no column. */
    private boolean severalNetworks() {
        return result.plan().backbones().size() > 1;
    }

    private Html head() {
        HtmlElement row = Html.element("tr");
        List.of(
                        "images " + ComparisonSentences.per(metric),
                        "strategy",
                        "network",
                        ComparisonSentences.name(metric),
                        "deviation",
                        "log loss",
                        "training",
                        "epochs",
                        "seeds")
                .stream()
                .filter(name -> severalNetworks() || !name.equals("network"))
                .forEach(name -> row.add(Html.element("th")
                        .attribute("scope", "col")
                        .classes(name.equals("strategy") || name.equals("network") ? "" : "n")
                        .text(name)));
        return Html.element("thead").add(row).html();
    }

    /** A number, by which rows can be sorted. */
    private static Html number(double value, String text) {
        return Html.element("td")
                .classes("n")
                .attribute("data-value", Double.toString(value))
                .text(text)
                .html();
    }

    private String points(double share) {
        return "±" + ComparisonSentences.difference(metric, share);
    }

    private static String perClass(ComparisonSummary mean) {
        return mean.perClass() == ComparisonPlan.ALL
                ? String.format(Locale.ROOT, "all (%.0f)", mean.imagesPerClass())
                : Integer.toString(mean.perClass());
    }

    /** The number of epochs, the same in all runs; 0 where the strategy has none. */
    private int epochs(ComparisonSummary mean) {
        return result.runs(mean.choice(), mean.perClass()).stream()
                .mapToInt(ComparisonRun::epochs)
                .max()
                .orElse(0);
    }

    /** What was left out, and why; empty where all was run. */
    Html leftOut() {
        if (result.notRun().isEmpty()) {
            return Html.EMPTY;
        }
        HtmlElement list = Html.element("ul");
        notRun().forEach(text -> list.add(Html.element("li", text)));
        return Html.element("div").add(Html.element("h3", "Left out")).add(list).html();
    }

    private Stream<String> notRun() {
        return result.notRun().stream()
                .map(not -> "%s with %s, %s"
                        .formatted(
                                ComparisonSentences.words(not.cell().choice()),
                                ComparisonSentences.words(not.cell().perClass(), metric),
                                reason(not.reason())))
                .distinct();
    }

    private static String reason(NotRun.Reason reason) {
        return switch (reason) {
            case NO_TIME -> "for lack of time in at least one seed";
            case NOT_TRAINABLE -> "since its engine only runs it";
            case DIVERGED -> "since its loss exploded";
            case UNUSABLE_IMAGES -> "since too few of its images can be used";
        };
    }
}
