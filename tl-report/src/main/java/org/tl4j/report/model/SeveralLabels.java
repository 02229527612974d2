package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Tables;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Photo;

/** The sections of a model for images with several labels. */
final class SeveralLabels {
    /** Labels whose wrong images are shown: those with the most. */
    private static final int MOST_LABELS = 20;

    private static final int MOST_PHOTOS = 6;
    private static final int MOST_IN_TABLE = 30;
    private static final int SHADES = 6;
    private static final int LONGEST_HEADING = 24;

    private final Predictions predictions;

    SeveralLabels(Predictions predictions) {
        this.predictions = predictions;
    }

    /** The images for which a label is predicted wrongly. */
    private record Wrong(int label, List<EvaluatedLabels> predicted, List<EvaluatedLabels> missed) {
        int count() {
            return predicted.size() + missed.size();
        }
    }

    private List<Wrong> wrong() {
        return IntStream.range(0, predictions.labels().size())
                .mapToObj(label -> {
                    double threshold = predictions.threshold(label);
                    Comparator<EvaluatedLabels> surest =
                            Comparator.comparingDouble(image -> -image.probabilities()[label]);
                    return new Wrong(
                            label,
                            predictions.images().stream()
                                    .filter(image -> image.probabilities()[label] >= threshold)
                                    .filter(image -> is(image, label, LabelState.ABSENT))
                                    .sorted(surest)
                                    .toList(),
                            predictions.images().stream()
                                    .filter(image -> image.probabilities()[label] < threshold)
                                    .filter(image -> is(image, label, LabelState.PRESENT))
                                    .sorted(surest.reversed())
                                    .toList());
                })
                .filter(wrong -> wrong.count() > 0)
                .sorted(Comparator.comparingInt((Wrong wrong) -> -wrong.count()))
                .toList();
    }

    private boolean is(EvaluatedLabels image, int label, LabelState state) {
        return image.actual().state(predictions.labels().name(label)) == state;
    }

    /** The images that the page wants, the most important first. */
    List<ImageLocation> wanted() {
        List<ImageLocation> wanted = new ArrayList<>();
        for (Wrong wrong : wrong().stream().limit(MOST_LABELS).toList()) {
            wrong.predicted().stream().limit(MOST_PHOTOS).forEach(image -> wanted.add(image.location()));
            wrong.missed().stream().limit(MOST_PHOTOS).forEach(image -> wanted.add(image.location()));
        }
        return wanted;
    }

    Section mistakes(Gallery gallery) {
        List<Wrong> all = wrong();
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element(
                "p",
                all.isEmpty()
                        ? "Every known label of every image is predicted rightly."
                        : "By label, those with the most mistakes first, the surest mistakes first. A sure mistake is often a"
                                + " label that is missing in the data. Each label has a threshold of its own, from which it is"
                                + " predicted; the table of labels lists them."));
        for (Wrong wrong : all.stream().limit(MOST_LABELS).toList()) {
            String name = predictions.labels().name(wrong.label());
            parts.add(Html.element("h3").add(Html.name(name)).html());
            parts.add(gallery(gallery, wrong.label(), "Predicted, but not labelled", wrong.predicted()));
            parts.add(gallery(gallery, wrong.label(), "Labelled, but not predicted", wrong.missed()));
        }
        return new Section("mistakes", "Where it is wrong", Html.join(parts));
    }

    private Html gallery(Gallery gallery, int label, String what, List<EvaluatedLabels> images) {
        if (images.isEmpty()) {
            return Html.EMPTY;
        }
        String count = images.size() > MOST_PHOTOS
                ? MOST_PHOTOS + " of " + Numbers.count(images.size(), "image")
                : Numbers.count(images.size(), "image");
        return Html.join(List.of(
                Html.element("p").classes("note").text(what + ": " + count).html(),
                gallery.of(
                        what,
                        images.stream()
                                .limit(MOST_PHOTOS)
                                .map(image -> photo(image, label))
                                .toList())));
    }

    private Photo photo(EvaluatedLabels image, int label) {
        float probability = predictions.calibrated(image.probabilities())[label];
        String labels = image.actual().text();
        return new Photo(
                image.location(),
                List.of(
                        Captions.line("", predictions.labels().name(label), " " + Numbers.wholePercent(probability)),
                        Captions.line("labels: ", labels, "")),
                "Photo labelled " + labels,
                Optional.empty());
    }

    /** Which labels stand together in the data, and what is predicted together. */
    Section together() {
        int size = predictions.labels().size();
        int[][] actual = new int[size][size];
        int[][] said = new int[size][size];
        for (EvaluatedLabels image : predictions.images()) {
            boolean[] there = new boolean[size];
            boolean[] predicted = new boolean[size];
            for (int i = 0; i < size; i++) {
                there[i] = is(image, i, LabelState.PRESENT);
                predicted[i] = image.probabilities()[i] >= predictions.threshold(i);
            }
            add(actual, there);
            add(said, predicted);
        }
        List<Integer> shown = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -actual[i][i]))
                .limit(MOST_IN_TABLE)
                .sorted()
                .toList();
        return new Section(
                "together",
                "Which labels occur together",
                Html.join(List.of(
                        Html.element("p")
                                .classes("note")
                                .text("Each cell counts images that have both labels; below it, how many have both by"
                                        + " prediction. On the diagonal is each label alone."
                                        + (shown.size() < size
                                                ? " Shown are the " + MOST_IN_TABLE + " most frequent."
                                                : ""))
                                .html(),
                        matrix(shown, actual, said))));
    }

    private static void add(int[][] counts, boolean[] there) {
        for (int a = 0; a < there.length; a++) {
            for (int b = 0; there[a] && b < there.length; b++) {
                counts[a][b] += there[b] ? 1 : 0;
            }
        }
    }

    private Html matrix(List<Integer> shown, int[][] actual, int[][] said) {
        HtmlElement head = Html.element("tr").add(Html.element("td").text(""));
        shown.forEach(c -> head.add(Html.element("th")
                .attribute("scope", "col")
                .add(Html.name(predictions.labels().name(c), LONGEST_HEADING))));
        List<Html> rows = new ArrayList<>();
        for (int a : shown) {
            HtmlElement row = Html.element("tr")
                    .add(Tables.rowHeading(Html.name(predictions.labels().name(a), LONGEST_HEADING)));
            for (int b : shown) {
                double share = actual[a][a] == 0 ? 0 : (double) actual[a][b] / actual[a][a];
                int shade = (int) Math.ceil(Math.min(1, share) * SHADES - 1e-9);
                row.add(Html.element("td")
                        .add(Html.element("span")
                                .classes(actual[a][b] + said[a][b] == 0 ? "both zero" : "both r" + shade)
                                .add(Html.element("span").text(Numbers.count(actual[a][b])))
                                .add(Html.element("span").classes("second").text(Numbers.count(said[a][b])))));
            }
            rows.add(row.html());
        }
        HtmlElement table = Html.element("table")
                .add(Html.element("caption", "Images with both labels: in the data, and predicted"))
                .add(Html.element("thead").add(head))
                .add(Html.element("tbody").addAll(rows));
        return Html.element("div")
                .classes("matrix many")
                .add(Html.element("div").classes("scroll").add(table))
                .html();
    }
}
