package org.tl4j.report.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.TrainingEvent.CandidateScored;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.report.Html;
import org.tl4j.report.Section;
import org.tl4j.report.TrainingHistory;
import org.tl4j.report.chart.Axis;
import org.tl4j.report.chart.LineChart;
import org.tl4j.report.chart.Point;
import org.tl4j.report.chart.Series;

/** How training went: loss, score and learning rate by epoch; of the output layer alone, the strengths that were tried. */
public final class CurvesSection {
    private static final String ACCURACY = "Accuracy";

    private CurvesSection() {}

    /** The section; empty where nothing was recorded. */
    public static Optional<Section> of(TrainingHistory history) {
        List<Html> parts = new ArrayList<>();
        if (!history.strengths().isEmpty()) {
            parts.add(Html.element("h3", "The output layer"));
            parts.add(Html.element("p")
                    .classes("note")
                    .text(
                            "The output layer of the frozen network is fitted at several strengths of regularisation (L2). A"
                                    + " low strength follows the training images closely, a high one keeps the layer simple. The one"
                                    + " with the lowest log loss is taken.")
                    .html());
            parts.add(charts(strengths(history.strengths())));
        }
        if (!history.epochs().isEmpty()) {
            parts.add(Html.element("h3", "Gradient training"));
            parts.add(Html.element("p")
                    .classes("note")
                    .text(
                            "The loss is measured on training images, which are changed at random; the score on validation"
                                    + " images, which are not trained on. A loss that falls while the score does not is overfitting;"
                                    + " the epoch with the best score is kept.")
                    .html());
            parts.add(charts(epochs(history.epochs())));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("training", "How training went", Html.join(parts)));
    }

    private static Html charts(List<Html> charts) {
        return Html.element("div").classes("charts").addAll(charts).html();
    }

    private static List<Html> strengths(List<CandidateScored> tried) {
        List<CandidateScored> sorted = tried.stream()
                .sorted(Comparator.comparingDouble(CandidateScored::l2Strength))
                .toList();
        List<Double> values = sorted.stream().map(CandidateScored::l2Strength).toList();
        if (values.get(0) <= 0) {
            return List.of();
        }
        Axis x = Axis.logarithmic("L2 strength", values);
        return List.of(
                line(
                        "Log loss by strength, lower is better",
                        x,
                        "log loss",
                        sorted,
                        CandidateScored::l2Strength,
                        one -> one.score().logLoss()),
                line(
                        score(sorted.get(0).score()) + " by strength, higher is better",
                        x,
                        score(sorted.get(0).score()),
                        sorted,
                        CandidateScored::l2Strength,
                        one -> one.score().value()));
    }

    private static <T> Html line(
            String title, Axis x, String label, List<T> items, Function<T, Double> across, Function<T, Double> up) {
        List<Point> points = items.stream()
                .map(item -> new Point(across.apply(item), up.apply(item)))
                .toList();
        Axis y = axis(label, points.stream().map(Point::y).toList());
        return new LineChart(title, range(label, points), x, y, List.of(new Series(label, points))).html();
    }

    private static Axis axis(String label, List<Double> values) {
        return label.equals(ACCURACY) ? Axis.sharesAround(label, values) : Axis.around(label, values);
    }

    private static String range(String label, List<Point> points) {
        return String.format(
                Locale.ROOT,
                "%s from %.3g to %.3g",
                label,
                points.get(0).y(),
                points.get(points.size() - 1).y());
    }

    private static String score(Score score) {
        return score.metric() == ScoreMetric.ACCURACY ? ACCURACY : "Mean average precision";
    }

    private static List<Html> epochs(List<EpochEnded> all) {
        Map<String, List<EpochEnded>> pieces = new LinkedHashMap<>();
        all.forEach(epoch ->
                pieces.computeIfAbsent(epoch.piece(), key -> new ArrayList<>()).add(epoch));
        Axis x = epochAxis(all);
        List<Html> charts = new ArrayList<>();
        charts.add(curves("Training loss", x, "loss", pieces, epoch -> Optional.of(epoch.loss())));
        Optional<Score> first =
                all.stream().flatMap(epoch -> epoch.validation().stream()).findFirst();
        first.ifPresent(score -> {
            charts.add(curves(
                    score(score) + " on validation images",
                    x,
                    score(score),
                    pieces,
                    epoch -> epoch.validation().map(Score::value)));
            charts.add(curves(
                    "Log loss on validation images",
                    x,
                    "log loss",
                    pieces,
                    epoch -> epoch.validation().map(Score::logLoss)));
        });
        charts.add(curves("Learning rate", x, "learning rate", pieces, epoch -> Optional.of(epoch.learningRate())));
        return charts;
    }

    private static Axis epochAxis(List<EpochEnded> all) {
        int last = all.stream().mapToInt(EpochEnded::epoch).max().orElse(1);
        return new Axis("epoch", last > 1 ? 1 : 0, Math.max(last, 1), Axis.Scale.LINEAR);
    }

    private static Html curves(
            String title,
            Axis x,
            String label,
            Map<String, List<EpochEnded>> pieces,
            Function<EpochEnded, Optional<Double>> value) {
        List<Series> series = new ArrayList<>();
        pieces.forEach((piece, epochs) -> series.add(new Series(
                piece,
                epochs.stream()
                        .filter(epoch -> value.apply(epoch).isPresent())
                        .map(epoch ->
                                new Point(epoch.epoch(), value.apply(epoch).orElseThrow()))
                        .toList())));
        List<Double> values = series.stream()
                .flatMap(one -> one.points().stream())
                .map(Point::y)
                .toList();
        Series first = series.get(0);
        return new LineChart(
                        title,
                        first.points().isEmpty() ? "" : range(label, first.points()),
                        x,
                        axis(label, values),
                        series)
                .html();
    }
}
