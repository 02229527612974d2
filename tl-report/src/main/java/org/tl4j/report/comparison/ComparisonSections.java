package org.tl4j.report.comparison;

import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Section;

/** The parts of a report on a comparison, for a page of its own or as part of another. */
public final class ComparisonSections {
    private ComparisonSections() {}

    /** All of them: the picture, the figures, and how they were measured. */
    public static List<Section> of(ComparisonResult result) {
        return List.of(claims(result), figures(result), conditions(result));
    }

    /** The three claims of transfer learning in one picture with three panels, and a sentence for each. */
    public static Section claims(ComparisonResult result) {
        HtmlElement sentences = Html.element("ul");
        ComparisonSentences.benefit(result).forEach(sentence -> sentences.add(Html.element("li", sentence)));
        return new Section(
                "claims",
                "Less data, sooner, a better start",
                Html.join(List.of(
                        Html.element("p")
                                .classes("note")
                                .text(
                                        "Each point is a mean over the seeds, measured on images that no training saw; the curves"
                                                + " over time and passes on at most 100 of them. They show every network on its way. What is"
                                                + " kept in the end, and is in the table, is the one that did best on the validation images,"
                                                + " which need not be the last.")
                                .html(),
                        new ComparisonCharts(result).html(sentences.html()))));
    }

    /** The means over the seeds, and what was left out. */
    public static Section figures(ComparisonResult result) {
        ComparisonTables tables = new ComparisonTables(result);
        return new Section("figures", "All figures", Html.join(List.of(tables.means(), tables.leftOut())));
    }

    /** What makes the figures comparable. */
    public static Section conditions(ComparisonResult result) {
        HtmlElement list = Html.element("ul");
        Stream.of(
                        "All networks are measured on the same %,d images, which choose nothing."
                                .formatted(result.heldOut()),
                        "For one seed, all networks and strategies get the same images. The number of images "
                                + ComparisonSentences.per(result.metric())
                                + " includes a fifth of them for validation, and the images of a smaller number are among those of a"
                                + " greater one.",
                        "Seconds include reading the images and computing their features, and exclude measuring. Features that were"
                                + " stored before are not used.",
                        "Fine-tuning keeps the frozen network where its validation images show no gain" + frozen(result)
                                + ".",
                        "A difference may be chance where it is within its 95 % interval over images and seeds. Then the"
                                + " quicker choice is recommended.",
                        "Training from scratch uses a recipe that is not tuned to these images.")
                .forEach(text -> list.add(Html.element("li", text)));
        return new Section("conditions", "How this was measured", list.html());
    }

    private static String frozen(ComparisonResult result) {
        long tuned = result.runs().stream()
                .filter(run -> run.cell().choice().strategy() == ComparedStrategy.FINE_TUNING)
                .count();
        long kept = result.runs().stream()
                .filter(run -> run.cell().choice().strategy() == ComparedStrategy.FINE_TUNING && run.frozen())
                .count();
        return tuned == 0 ? "" : ": here in %d of %d trainings".formatted(kept, tuned);
    }

    /** What to take, in sentences and figures. */
    static Html summary(ComparisonResult result, String title) {
        HtmlElement summary = Html.element("header").add(Html.element("h1", title));
        List<String> sentences = ComparisonSentences.recommendation(result);
        for (int i = 0; i < sentences.size(); i++) {
            HtmlElement paragraph = Html.element("p");
            if (i == 0) {
                paragraph.classes("lead");
            }
            summary.add(paragraph.text(sentences.get(i)));
        }
        if (sentences.isEmpty()) {
            summary.add(Html.element("p", "Nothing was run in the time that there was."));
        }
        return summary.html();
    }
}
