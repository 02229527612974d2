package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;

/**
 * Lines over a common axis.
 *
 * @param title what it shows
 * @param description what there is to see, for those who cannot
 * @param x the lower axis
 * @param y the left axis
 * @param series the lines
 * @param marks what begins where on the lower axis; may be empty
 * @param diagonal whether the line of equal values is drawn
 */
public record LineChart(
        String title, String description, Axis x, Axis y, List<Series> series, List<Mark> marks, boolean diagonal) {
    private static final int MOST_MARKERS = 40;

    public LineChart {
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(x, "x is null");
        requireNonNull(y, "y is null");
        series = List.copyOf(series);
        marks = List.copyOf(marks);
    }

    /** Lines alone. */
    public LineChart(String title, String description, Axis x, Axis y, List<Series> series) {
        this(title, description, x, y, series, List.of(), false);
    }

    /**
     * Something that begins at a place of the lower axis.
     *
     * @param at the place
     * @param text what begins
     */
    public record Mark(double at, String text) {
        public Mark {
            requireNonNull(text, "text is null");
        }
    }

    /** The chart as a figure. */
    public Html html() {
        Plot plot = new Plot(x, y);
        List<Html> content = new ArrayList<>();
        if (diagonal) {
            content.add(plot.diagonal());
        }
        marks.forEach(mark -> content.addAll(plot.mark(mark.at(), mark.text())));
        for (int i = 0; i < series.size(); i++) {
            content.addAll(drawn(plot, series.get(i), i));
        }
        return plot.figure(title, description, content, Plot.legend(series));
    }

    private List<Html> drawn(Plot plot, Series line, int style) {
        List<Html> drawn = new ArrayList<>();
        StringBuilder places = new StringBuilder();
        for (Point point : line.points()) {
            double across = plot.across(point.x());
            places.append(Numbers.plain(across))
                    .append(',')
                    .append(Numbers.plain(plot.up(point.y())))
                    .append(' ');
            point.interval()
                    .ifPresent(interval -> drawn.add(Plot.line(
                            "whisker s" + style % Plot.STYLES,
                            across,
                            plot.up(interval.low()),
                            across,
                            plot.up(interval.high()))));
        }
        drawn.add(Html.element("polyline")
                .classes("line s" + style % Plot.STYLES)
                .attribute("points", places.toString().trim())
                .html());
        if (line.points().size() <= MOST_MARKERS) {
            line.points()
                    .forEach(point -> drawn.add(Plot.marker(
                            style,
                            plot.across(point.x()),
                            plot.up(point.y()),
                            line.name() + ": " + x.text(point.x()) + ", " + value(point.y()))));
        }
        return drawn;
    }

    private String value(double value) {
        return y.scale() == Axis.Scale.SHARE ? Numbers.percent(value) : Numbers.decimal(value);
    }
}
