package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tl4j.core.evaluation.ConfusionOrder;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Tables;
import org.tl4j.report.photos.Gallery;

/** Which classes are taken for which, with the photos behind each number. */
final class ConfusionSection {
    static final String ID = "confusion";

    /** More classes are not readable in a matrix. */
    static final int MOST_CLASSES = 40;

    /** Photos of one cell. */
    static final int MOST_PHOTOS = 12;

    /** Photos of all cells. */
    static final int MOST_OF_ALL = 600;

    /** Names of more classes stand upright above their columns, and so do longer names. */
    private static final int FEW_CLASSES = 5;

    private static final int LONGEST_LEVEL = 12;

    private static final int MOST_PAIRS = 50;
    private static final int SHADES = 6;
    private static final int LONGEST_HEADING = 24;

    private final Evaluation evaluation;
    private final Map<List<Integer>, List<Judged>> cells;
    private final Captions captions;
    private final Gallery gallery;

    ConfusionSection(Evaluation evaluation, List<Judged> judged, Captions captions, Gallery gallery) {
        this.evaluation = evaluation;
        this.cells = cells(judged);
        this.captions = captions;
        this.gallery = gallery;
    }

    /** The photos of each cell, wrong ones by confidence, right ones in their order. */
    static Map<List<Integer>, List<Judged>> cells(List<Judged> judged) {
        Map<List<Integer>, List<Judged>> cells = new HashMap<>();
        judged.forEach(
                image -> cells.computeIfAbsent(List.of(image.actual(), image.predicted()), key -> new ArrayList<>())
                        .add(image));
        cells.forEach((cell, images) -> {
            if (!cell.get(0).equals(cell.get(1))) {
                images.sort(Comparator.comparingDouble(image -> -image.confidence()));
            }
        });
        return cells;
    }

    /** The photos behind the numbers, wrong ones first; at most as many as are shown. */
    static List<Judged> wanted(List<Judged> judged) {
        Map<List<Integer>, List<Judged>> cells = cells(judged);
        List<Judged> wanted = new ArrayList<>();
        for (boolean right : List.of(false, true)) {
            cells.entrySet().stream()
                    .filter(cell -> cell.getKey().get(0).equals(cell.getKey().get(1)) == right)
                    .sorted(Comparator.comparing((Map.Entry<List<Integer>, List<Judged>> cell) ->
                                    -cell.getValue().size())
                            .thenComparing(cell -> cell.getKey().get(0))
                            .thenComparing(cell -> cell.getKey().get(1)))
                    .forEach(cell -> cell.getValue().stream().limit(MOST_PHOTOS).forEach(wanted::add));
        }
        return wanted.stream().limit(MOST_OF_ALL).toList();
    }

    Section section() {
        List<Integer> shown = shown();
        boolean upright = shown.size() > FEW_CLASSES
                || shown.stream().anyMatch(c -> evaluation.labels().name(c).length() > LONGEST_LEVEL);
        HtmlElement content = Html.element("div").classes(upright ? "matrix many" : "matrix");
        content.add(Html.element("p")
                .classes("note")
                .text(
                        "Each row has the images of one label, each column those that were predicted as one class. Blue is"
                                + " right, orange is wrong; classes that are confused are neighbours. Choose a number to see its"
                                + " photos."));
        if (shown.size() < evaluation.labels().size()) {
            content.add(Html.element("p")
                    .classes("note")
                    .text("Shown are the " + shown.size() + " of "
                            + Numbers.count(evaluation.labels().size())
                            + " classes with the most confusion; all confused pairs are in the table below."));
        }
        content.add(choice()).add(matrix(shown)).add(photos(shown));
        return new Section(ID, "What is confused with what", Html.join(List.of(content.html(), pairs())));
    }

    private List<Integer> shown() {
        int classes = evaluation.labels().size();
        List<Integer> most = IntStream.range(0, classes)
                .boxed()
                .sorted(Comparator.comparingInt((Integer c) -> -errors(c)))
                .limit(MOST_CLASSES)
                .sorted()
                .toList();
        List<List<Integer>> part = most.stream()
                .map(a -> most.stream().map(b -> count(a, b)).toList())
                .toList();
        return ConfusionOrder.of(part).stream().map(most::get).toList();
    }

    private int errors(int label) {
        return IntStream.range(0, evaluation.labels().size())
                .filter(other -> other != label)
                .map(other -> count(label, other) + count(other, label))
                .sum();
    }

    private int count(int actual, int predicted) {
        return evaluation.confusion().get(actual).get(predicted);
    }

    private static Html choice() {
        return Html.element("fieldset")
                .add(Html.element("legend", "Show"))
                .add(radio("counts", "number of images", true))
                .add(radio("rates", "share of the row", false))
                .html();
    }

    private static Html radio(String name, String text, boolean checked) {
        HtmlElement input = Html.element("input")
                .attribute("type", "radio")
                .attribute("name", "confusion-show")
                .attribute("id", ID + "-" + name)
                .classes("show-" + name);
        if (checked) {
            input.attribute("checked", "checked");
        }
        return Html.join(
                List.of(Html.element("label").add(input).text(" " + text).html()));
    }

    private Html matrix(List<Integer> shown) {
        HtmlElement head = Html.element("tr").add(corner());
        shown.forEach(c -> head.add(Html.element("th")
                .attribute("scope", "col")
                .add(Html.name(evaluation.labels().name(c), LONGEST_HEADING))));
        List<Html> rows = new ArrayList<>();
        for (int actual : shown) {
            HtmlElement row = Html.element("tr")
                    .add(Tables.rowHeading(Html.name(evaluation.labels().name(actual), LONGEST_HEADING)));
            shown.forEach(predicted -> row.add(Html.element("td").add(number(actual, predicted))));
            rows.add(row.html());
        }
        return Html.element("div")
                .classes("scroll")
                .add(Html.element("table")
                        .add(Html.element("caption", "Images by label and prediction"))
                        .add(Html.element("thead").add(head))
                        .add(Html.element("tbody").addAll(rows)))
                .html();
    }

    private static Html corner() {
        return Html.element("td")
                .classes("corner")
                .text("label \u2193 predicted \u2192")
                .html();
    }

    private Html number(int actual, int predicted) {
        int images = count(actual, predicted);
        if (images == 0) {
            return Html.element("span").classes("zero").text("0").html();
        }
        double share = (double) images / evaluation.perClass().get(actual).images();
        int shade = Math.max(1, (int) Math.ceil(share * SHADES - 1e-9));
        HtmlElement link = Html.element("a")
                .attribute("href", "#" + cell(actual, predicted))
                .classes((actual == predicted ? "r" : "w") + shade)
                .attribute(
                        "title",
                        Numbers.count(images, "image") + " of "
                                + Html.nameText(evaluation.labels().name(actual)) + " predicted as "
                                + Html.nameText(evaluation.labels().name(predicted)));
        return link.add(Html.element("span").classes("number").text(Numbers.count(images)))
                .add(Html.element("span").classes("rate").text(Numbers.wholePercent(share)))
                .html();
    }

    private static String cell(int actual, int predicted) {
        return ID + "-" + actual + "-" + predicted;
    }

    /** A part for each number that is not 0, of which the browser shows the one that was chosen. */
    private Html photos(List<Integer> shown) {
        List<Html> parts = new ArrayList<>();
        int left = MOST_OF_ALL;
        for (boolean right : List.of(false, true)) {
            for (int actual : shown) {
                for (int predicted : shown) {
                    List<Judged> images = cells.getOrDefault(List.of(actual, predicted), List.of());
                    if ((actual == predicted) != right || images.isEmpty()) {
                        continue;
                    }
                    List<Judged> some =
                            images.stream().limit(Math.min(left, MOST_PHOTOS)).toList();
                    left -= some.size();
                    parts.add(part(actual, predicted, images.size(), some));
                }
            }
        }
        return Html.join(parts);
    }

    private Html part(int actual, int predicted, int images, List<Judged> some) {
        Html title = Html.element("h3")
                .add(Captions.line("Label ", evaluation.labels().name(actual), ", "))
                .add(Captions.line("predicted ", evaluation.labels().name(predicted), ""))
                .html();
        String shown = some.size() == images
                ? Numbers.count(images, "image")
                : Numbers.count(some.size()) + " of " + Numbers.count(images, "image");
        return Html.element("div")
                .classes("cell")
                .attribute("id", cell(actual, predicted))
                .attribute("tabindex", "-1")
                .add(title)
                .add(Html.element("p")
                        .classes("note")
                        .text(shown + ". ")
                        .add(Html.element("a").attribute("href", "#" + ID).text("Close")))
                .add(gallery.of(
                        "Photos of this number",
                        some.stream().map(captions::judged).toList()))
                .html();
    }

    private Html pairs() {
        if (evaluation.labels().size() < 3) {
            return Html.EMPTY;
        }
        List<int[]> pairs = new ArrayList<>();
        int classes = evaluation.labels().size();
        for (int a = 0; a < classes; a++) {
            for (int b = a + 1; b < classes; b++) {
                if (count(a, b) + count(b, a) > 0) {
                    pairs.add(new int[] {a, b});
                }
            }
        }
        if (pairs.isEmpty()) {
            return Html.element("p", "No class was taken for another one.");
        }
        pairs.sort(Comparator.comparingInt(pair -> -count(pair[0], pair[1]) - count(pair[1], pair[0])));
        List<Html> rows = pairs.stream()
                .limit(MOST_PAIRS)
                .map(pair -> Tables.row(List.of(
                        Tables.rowHeading(Html.name(evaluation.labels().name(pair[0]))),
                        Tables.cell(Html.name(evaluation.labels().name(pair[1]))),
                        Tables.number(count(pair[0], pair[1]), Numbers.count(count(pair[0], pair[1]))),
                        Tables.number(count(pair[1], pair[0]), Numbers.count(count(pair[1], pair[0]))))))
                .toList();
        String caption = "Confused pairs, the most frequent first"
                + (pairs.size() > MOST_PAIRS ? "; the first " + MOST_PAIRS + " of " + Numbers.count(pairs.size()) : "");
        return Tables.sortable(
                caption,
                List.of(
                        Tables.heading("one class", false),
                        Tables.heading("the other", false),
                        Tables.heading("first taken for second", true),
                        Tables.heading("second taken for first", true)),
                rows);
    }
}
