package org.tl4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;

/**
 * The area of a chart: axes, grid, marks. Coordinates are those of a small view box, so that text stays readable on a phone.
 */
final class Plot {
    /** Colours, dashes and markers repeat after so many series. */
    static final int STYLES = 8;

    private static final int WIDTH = 460;
    private static final int HEIGHT = 280;
    private static final int LEFT = 50;
    private static final int RIGHT = 14;
    private static final int TOP = 22;
    private static final int BOTTOM = 44;
    private static final double ARM = 3.2;

    private final Axis x;
    private final Axis y;

    Plot(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    double across(double value) {
        return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
    }

    double up(double value) {
        return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    /**
     * The whole chart.
     *
     * @param content what is drawn over the grid
     */
    Html figure(String title, String description, List<Html> content, Html below) {
        HtmlElement svg = Html.element("svg")
                .classes("chart")
                .attribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attribute("role", "img")
                .attribute("aria-label", title + ". " + description);
        svg.add(grid()).addAll(content);
        return Html.element("figure")
                .classes("chart-figure")
                .add(Html.element("figcaption", title))
                .add(svg)
                .add(below)
                .html();
    }

    private Html grid() {
        List<Html> all = new ArrayList<>();
        for (double tick : x.ticks()) {
            all.add(line("grid", across(tick), TOP, across(tick), HEIGHT - BOTTOM));
            all.add(text("tick middle", across(tick), HEIGHT - BOTTOM + 15, x.text(tick)));
        }
        for (double tick : y.ticks()) {
            all.add(line("grid", LEFT, up(tick), WIDTH - RIGHT, up(tick)));
            all.add(text("tick end", LEFT - 6, up(tick) + 4, y.text(tick)));
        }
        all.add(line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM));
        all.add(text("label middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, x.label()));
        all.add(text("label", 4, 12, y.label()));
        return Html.join(all);
    }

    /** A line from top to bottom with a text, such as the beginning of a phase. */
    List<Html> mark(double at, String text) {
        return List.of(
                line("phase", across(at), TOP, across(at), HEIGHT - BOTTOM),
                text("phase-label", across(at) + 4, TOP + 10, text));
    }

    /** The diagonal of equal values. */
    Html diagonal() {
        double low = Math.max(x.low(), y.low());
        double high = Math.min(x.high(), y.high());
        return line("diagonal", across(low), up(low), across(high), up(high));
    }

    static Html line(String classes, double x1, double y1, double x2, double y2) {
        return Html.element("line")
                .classes(classes)
                .attribute("x1", x1)
                .attribute("y1", y1)
                .attribute("x2", x2)
                .attribute("y2", y2)
                .html();
    }

    static Html text(String classes, double x, double y, String text) {
        return Html.element("text")
                .classes(classes)
                .attribute("x", x)
                .attribute("y", y)
                .text(text)
                .html();
    }

    /** A marker, of another form for each style, so that colours are not needed. */
    static Html marker(int style, double x, double y, String tooltip) {
        String path = switch (style % 4) {
            case 0 -> "M%s %sh0".formatted(Numbers.plain(x), Numbers.plain(y));
            case 1 -> path(x - ARM, y - ARM, x + ARM, y - ARM, x + ARM, y + ARM, x - ARM, y + ARM);
            case 2 -> path(x, y - ARM * 1.3, x + ARM * 1.2, y + ARM, x - ARM * 1.2, y + ARM);
            default -> path(x, y - ARM * 1.4, x + ARM * 1.4, y, x, y + ARM * 1.4, x - ARM * 1.4, y);
        };
        return Html.element("path")
                .classes("marker s" + style % STYLES + (style % 4 == 0 ? " round" : ""))
                .attribute("d", path)
                .add(Html.element("title", tooltip))
                .html();
    }

    private static String path(double... coordinates) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < coordinates.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Numbers.plain(coordinates[i]))
                    .append(' ')
                    .append(Numbers.plain(coordinates[i + 1]));
        }
        return path.append('Z').toString();
    }

    /** Which style is which series. */
    static Html legend(List<Series> series) {
        if (series.size() < 2) {
            return Html.EMPTY;
        }
        HtmlElement list = Html.element("ul").classes("legend");
        for (int i = 0; i < series.size(); i++) {
            HtmlElement sample = Html.element("svg")
                    .attribute("viewBox", "0 0 28 12")
                    .attribute("aria-hidden", "true")
                    .add(line("line s" + i % STYLES, 1, 6, 27, 6))
                    .add(marker(i, 14, 6, ""));
            list.add(Html.element("li").add(sample).add(Html.name(series.get(i).name())));
        }
        return list.html();
    }
}
