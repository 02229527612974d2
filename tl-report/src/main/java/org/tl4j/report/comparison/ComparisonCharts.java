package org.tl4j.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.ComparisonSentences;
import org.tl4j.core.comparison.ComparisonSummary;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.chart.Axis;
import org.tl4j.report.chart.LineChart;
import org.tl4j.report.chart.Point;
import org.tl4j.report.chart.Series;

/** The three claims of transfer learning as one picture with three panels. A choice looks the same in each of them. */
final class ComparisonCharts {
    private static final double SHORTEST = 0.01;

    /** Later epochs say nothing about the start. */
    private static final int LAST_EPOCH = 10;

    private final ComparisonResult result;
    private final ScoreMetric metric;
    private final String name;
    private final List<ComparedChoice> choices;

    ComparisonCharts(ComparisonResult result) {
        this.result = result;
        this.metric = result.metric();
        String words = ComparisonSentences.name(metric);
        this.name = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        this.choices = result.plan().choices().stream()
                .filter(choice -> result.summaries().stream()
                        .anyMatch(summary -> summary.choice().equals(choice)))
                .toList();
    }

    /**
     * The panels beside each other, or one below another where there is little room. One for which there was no time is left out.
     *
     * @param beside stands with them
     */
    Html html(Html beside) {
        return Html.element("div")
                .classes("charts")
                .attribute("role", "group")
                .attribute("aria-label", "Less data, sooner, better start")
                .addAll(Stream.of(lessData(), sooner(), betterStart())
                        .flatMap(Optional::stream)
                        .toList())
                .add(beside)
                .html();
    }

    private Optional<Html> lessData() {
        List<Series> series = series(choice -> result.summaries().stream()
                .filter(summary -> summary.choice().equals(choice))
                .map(ComparisonCharts::point)
                .toList());
        return chart(
                series,
                () -> new LineChart(
                        "Less data? " + name + " with few and with more images",
                        "Means over the seeds, bars of one standard deviation. " + ends(series),
                        Axis.logarithmic(
                                "images " + ComparisonSentences.per(metric) + ", for training and validation",
                                across(series)),
                        figures(),
                        series));
    }

    private Optional<Html> sooner() {
        List<Series> series = series(choice -> result.followed(choice).stream()
                .map(point -> new Point(Math.max(SHORTEST, point.seconds()), point.value()))
                .toList());
        return chart(
                series,
                () -> new LineChart(
                        "Sooner? " + name + " after so many seconds, " + followed(),
                        "Means over the seeds. " + ends(series),
                        Axis.logarithmic("seconds of training", across(series)),
                        figures(),
                        series));
    }

    private Optional<Html> betterStart() {
        List<Series> series = series(this::start);
        return chart(
                series,
                () -> new LineChart(
                        "A better start? " + name + " after the first passes, " + followed(),
                        "Means over the seeds; 0 is before the first pass. " + ends(series),
                        new Axis("passes over the training images", 0, lastEpoch(), Axis.Scale.LINEAR),
                        figures(),
                        series));
    }

    private static Optional<Html> chart(List<Series> series, Supplier<LineChart> chart) {
        return series.stream().allMatch(line -> line.points().isEmpty())
                ? Optional.empty()
                : Optional.of(chart.get().html());
    }

    /** A level line where there are no passes. */
    private List<Point> start(ComparedChoice choice) {
        List<ComparisonPoint> followed = result.followed(choice);
        if (!choice.strategy().hasEpochs() && !followed.isEmpty()) {
            double value = followed.get(0).value();
            return List.of(new Point(0, value), new Point(lastEpoch(), value));
        }
        return followed.stream()
                .filter(point -> point.epoch() <= LAST_EPOCH)
                .map(point -> new Point(point.epoch(), point.value()))
                .toList();
    }

    private Axis figures() {
        return switch (metric) {
            case ACCURACY -> Axis.share("right, of the held-out images");
            case MEAN_AVERAGE_PRECISION ->
                new Axis("mean average precision on the held-out images", 0, 1, Axis.Scale.LINEAR);
        };
    }

    private String followed() {
        return ComparisonSentences.words(result.plan().followedPerClass(), metric);
    }

    private double lastEpoch() {
        return choices.stream()
                .flatMap(choice -> result.followed(choice).stream())
                .mapToInt(ComparisonPoint::epoch)
                .filter(epoch -> epoch <= LAST_EPOCH)
                .max()
                .stream()
                .mapToDouble(epoch -> Math.max(1, epoch))
                .findFirst()
                .orElse(1);
    }

    private List<Series> series(Function<ComparedChoice, List<Point>> points) {
        return choices.stream()
                .map(choice -> new Series(name(choice), points.apply(choice)))
                .toList();
    }

    /** The network is named where there are several. */
    private String name(ComparedChoice choice) {
        return result.plan().backbones().size() == 1
                ? choice.strategy().word()
                : choice.strategy().word() + ", " + choice.backbone();
    }

    private static Point point(ComparisonSummary summary) {
        OptionalDouble deviation = summary.deviation();
        Optional<Interval> spread = deviation.isPresent()
                ? Optional.of(new Interval(
                        Math.max(0, summary.value() - deviation.getAsDouble()),
                        Math.min(1, summary.value() + deviation.getAsDouble())))
                : Optional.empty();
        return new Point(summary.imagesPerClass(), summary.value(), spread);
    }

    private static List<Double> across(List<Series> series) {
        return series.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::x)
                .toList();
    }

    /** Where each line begins and ends, for those who cannot see it. */
    private String ends(List<Series> series) {
        List<String> ends = new ArrayList<>();
        for (Series line : series) {
            if (!line.points().isEmpty()) {
                Point first = line.points().get(0);
                Point last = line.points().get(line.points().size() - 1);
                ends.add("%s: %s at %s, %s at %s."
                        .formatted(
                                line.name(),
                                ComparisonSentences.figure(metric, first.y()),
                                Numbers.plain(first.x()),
                                ComparisonSentences.figure(metric, last.y()),
                                Numbers.plain(last.x())));
            }
        }
        return String.join(" ", ends);
    }
}
