package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.evaluation.ClassMetrics;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.LabelMetrics;
import org.tl4j.core.evaluation.MultiLabelEvaluation;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Tables;

/** How good each class is, as a table that can be sorted. */
final class ClassesSection {
    private static final String ID = "classes";
    private static final int MOST_ROWS = 1000;

    private ClassesSection() {}

    /**
     * Of images with one label.
     *
     * @param trained training images of each class; empty where that is not known
     */
    static Section of(Evaluation evaluation, Map<String, Long> trained) {
        List<Html> headings = new ArrayList<>(List.of(Tables.heading("class", false)));
        if (!trained.isEmpty()) {
            headings.add(Tables.heading("training images", true));
        }
        headings.addAll(List.of(
                Tables.heading("measured images", true),
                Tables.heading("recall", true),
                Tables.heading("95 % interval", true),
                Tables.heading("precision", true),
                Tables.heading("F1", true)));
        List<Html> rows = evaluation.perClass().stream()
                .sorted(Comparator.comparingDouble(ClassMetrics::f1).thenComparing(ClassMetrics::label))
                .limit(MOST_ROWS)
                .map(metrics -> row(metrics, evaluation, trained))
                .toList();
        return new Section(
                ID,
                "Each class",
                Html.join(List.of(
                        Html.element("p")
                                .classes("note")
                                .text(
                                        "Recall: of the images of this class, how many were found. Precision: of the images"
                                                + " that were given this class, how many are of it. F1 is their harmonic mean."
                                                + " The weakest come first; choose a heading to sort by it.")
                                .html(),
                        Tables.sortable(
                                caption(
                                        "How well each class is recognised",
                                        evaluation.perClass().size()),
                                headings,
                                rows))));
    }

    private static String caption(String what, int size) {
        return what + (size > MOST_ROWS ? ", the weakest " + MOST_ROWS + " of " + Numbers.count(size) : "");
    }

    private static Html row(ClassMetrics metrics, Evaluation evaluation, Map<String, Long> trained) {
        List<Html> cells = new ArrayList<>(List.of(Tables.rowHeading(Html.name(metrics.label()))));
        if (!trained.isEmpty()) {
            long images = trained.getOrDefault(metrics.label(), 0L);
            cells.add(Tables.number((double) images, Numbers.count(images)));
        }
        cells.add(Tables.number(metrics.images(), Numbers.count(metrics.images())));
        if (metrics.images() == 0) {
            cells.add(Tables.number(-1, "-"));
            cells.add(Tables.number(-1, "-"));
        } else {
            Interval interval = Interval.wilson(Math.round(metrics.recall() * metrics.images()), metrics.images());
            cells.add(Tables.number(metrics.recall(), Numbers.percent(metrics.recall())));
            cells.add(Tables.number(interval.low(), Numbers.interval(interval)));
        }
        int index = evaluation.labels().indexOf(metrics.label());
        boolean predicted = IntStream.range(0, evaluation.labels().size())
                .anyMatch(a -> evaluation.confusion().get(a).get(index) > 0);
        cells.add(
                predicted
                        ? Tables.number(metrics.precision(), Numbers.percent(metrics.precision()))
                        : Tables.number(-1, "never predicted"));
        cells.add(Tables.number(metrics.f1(), Numbers.decimal(metrics.f1())));
        return Tables.row(cells);
    }

    /** Of images with several labels. */
    static Section of(MultiLabelEvaluation evaluation, Map<String, Long> trained) {
        List<Html> headings = new ArrayList<>(List.of(Tables.heading("label", false)));
        if (!trained.isEmpty()) {
            headings.add(Tables.heading("training images", true));
        }
        headings.addAll(List.of(
                Tables.heading("images with it", true),
                Tables.heading("predicted for", true),
                Tables.heading("average precision", true),
                Tables.heading("threshold", true),
                Tables.heading("precision", true),
                Tables.heading("recall", true),
                Tables.heading("F1", true)));
        List<Html> rows = evaluation.perLabel().stream()
                .sorted(Comparator.comparingDouble((LabelMetrics metrics) ->
                                metrics.averagePrecision().orElse(2))
                        .thenComparing(LabelMetrics::label))
                .limit(MOST_ROWS)
                .map(metrics -> row(metrics, trained))
                .toList();
        return new Section(
                ID,
                "Each label",
                Html.join(List.of(
                        Html.element("p")
                                .classes("note")
                                .text(
                                        "A label is predicted where its probability reaches its threshold. Average precision"
                                                + " does not depend on the threshold: it says how well images with the label are"
                                                + " ranked before images without it. The weakest come first.")
                                .html(),
                        Tables.sortable(
                                caption(
                                        "How well each label is recognised",
                                        evaluation.perLabel().size()),
                                headings,
                                rows))));
    }

    private static Html row(LabelMetrics metrics, Map<String, Long> trained) {
        List<Html> cells = new ArrayList<>(List.of(Tables.rowHeading(Html.name(metrics.label()))));
        if (!trained.isEmpty()) {
            long images = trained.getOrDefault(metrics.label(), 0L);
            cells.add(Tables.number((double) images, Numbers.count(images)));
        }
        cells.add(Tables.number(metrics.images(), Numbers.count(metrics.images())));
        cells.add(Tables.number(metrics.predicted(), Numbers.count(metrics.predicted())));
        cells.add(
                metrics.averagePrecision().isPresent()
                        ? Tables.number(
                                metrics.averagePrecision().getAsDouble(),
                                Numbers.decimal(metrics.averagePrecision().getAsDouble()))
                        : Tables.number(-1, "-"));
        cells.add(Tables.number(metrics.threshold(), Numbers.decimal(metrics.threshold())));
        cells.add(Tables.number(metrics.precision(), Numbers.percent(metrics.precision())));
        cells.add(Tables.number(metrics.recall(), Numbers.percent(metrics.recall())));
        cells.add(Tables.number(metrics.f1(), Numbers.decimal(metrics.f1())));
        return Tables.row(cells);
    }

    /** From which probability on each label is accepted. */
    static Section thresholds(List<LabelThreshold> thresholds) {
        List<Html> rows = thresholds.stream()
                .limit(MOST_ROWS)
                .map(one -> Tables.row(List.of(
                        Tables.rowHeading(Html.name(one.label())),
                        Tables.number(one.threshold(), Numbers.decimal(one.threshold())),
                        Tables.number(one.precision(), Numbers.percent(one.precision())),
                        Tables.number(one.precisionInterval().low(), Numbers.interval(one.precisionInterval())),
                        Tables.number(one.recall(), Numbers.percent(one.recall())),
                        Tables.number(one.recallInterval().low(), Numbers.interval(one.recallInterval())),
                        Tables.number(one.images(), Numbers.count(one.images())))))
                .toList();
        return new Section(
                "thresholds",
                "Thresholds",
                Html.join(List.of(
                        Html.element("p")
                                .classes("note")
                                .text(
                                        "From this probability on, a prediction is accepted. The thresholds were chosen on the"
                                                + " images that precision and recall are measured on here, so both are slightly too"
                                                + " good. They apply to the network's own probability, before its calibration.")
                                .html(),
                        Tables.sortable(
                                caption("Thresholds", thresholds.size()),
                                List.of(
                                        Tables.heading("label", false),
                                        Tables.heading("threshold", true),
                                        Tables.heading("precision", true),
                                        Tables.heading("95 % interval", true),
                                        Tables.heading("recall", true),
                                        Tables.heading("95 % interval", true),
                                        Tables.heading("images with it", true)),
                                rows))));
    }
}
