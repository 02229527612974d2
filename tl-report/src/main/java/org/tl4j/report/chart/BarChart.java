package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;

/**
 * Bars as a table, one row each, so that names wrap and screen readers read the values. On a phone each row becomes a block, in
 * which a value has its heading before it; roles keep it a table for screen readers.
 *
 * @param title what it shows
 * @param names the heading of the names
 * @param axis on which the bars lie
 * @param columns headings of what follows the bars; at least one
 * @param bars in their order
 */
public record BarChart(String title, String names, Axis axis, List<String> columns, List<Bar> bars) {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 16;

    public BarChart {
        requireNonNull(title, "title is null");
        requireNonNull(names, "names is null");
        requireNonNull(axis, "axis is null");
        columns = List.copyOf(columns);
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param name what it is for
     * @param value its end; empty for no bar
     * @param interval what is drawn around its end; empty for nothing
     * @param emphasised whether it is the one to look at
     * @param cells what follows, one piece per column
     */
    public record Bar(
            Html name, Optional<Double> value, Optional<Interval> interval, boolean emphasised, List<Html> cells) {
        public Bar {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
            requireNonNull(interval, "interval is null");
            cells = List.copyOf(cells);
        }
    }

    /** The chart as a table. */
    public Html html() {
        HtmlElement head = element("tr", "row").add(heading(names)).add(heading(axis.label()));
        columns.forEach(column -> head.add(heading(column)));
        HtmlElement body = element("tbody", "rowgroup");
        bars.forEach(bar -> body.add(row(bar)));
        HtmlElement table = element("table", "table")
                .classes("bars")
                .add(Html.element("caption", title))
                .add(element("thead", "rowgroup").add(head))
                .add(body);
        return Html.element("div").classes("scroll").add(table).html();
    }

    private static HtmlElement element(String name, String role) {
        return Html.element(name).attribute("role", role);
    }

    private Html row(Bar bar) {
        HtmlElement row = element("tr", "row");
        if (bar.emphasised()) {
            row.classes("emphasised");
        }
        row.add(element("th", "rowheader").attribute("scope", "row").add(bar.name()));
        row.add(element("td", "cell")
                .classes("bar-cell")
                .add(bar.value().map(value -> drawn(bar, value)).orElse(Html.EMPTY)));
        for (int i = 0; i < bar.cells().size(); i++) {
            row.add(element("td", "cell")
                    .attribute("data-label", columns.get(i))
                    .add(bar.cells().get(i)));
        }
        return row.html();
    }

    private Html drawn(Bar bar, double value) {
        HtmlElement svg = Html.element("svg")
                .classes("bar")
                .attribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attribute("preserveAspectRatio", "none")
                .attribute("aria-hidden", "true")
                .add(rectangle("track", WIDTH))
                .add(rectangle("fill", axis.position(value) * WIDTH));
        bar.interval()
                .ifPresent(interval -> svg.add(Plot.line(
                        "range",
                        axis.position(interval.low()) * WIDTH,
                        HEIGHT / 2.0,
                        axis.position(interval.high()) * WIDTH,
                        HEIGHT / 2.0)));
        return svg.html();
    }

    private static Html rectangle(String classes, double width) {
        return Html.element("rect")
                .classes(classes)
                .attribute("width", width)
                .attribute("height", HEIGHT)
                .html();
    }

    private static Html heading(String text) {
        return element("th", "columnheader")
                .attribute("scope", "col")
                .text(text)
                .html();
    }
}
