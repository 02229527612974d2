package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.report.Html;

/**
 * Dots in groups.
 *
 * @param title what it shows
 * @param description what there is to see, for those who cannot
 * @param x the lower axis
 * @param y the left axis
 * @param groups the dots, each group in its own colour and form
 */
public record ScatterChart(String title, String description, Axis x, Axis y, List<Series> groups) {
    public ScatterChart {
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(x, "x is null");
        requireNonNull(y, "y is null");
        groups = List.copyOf(groups);
    }

    /** The chart as a figure. */
    public Html html() {
        Plot plot = new Plot(x, y);
        List<Html> content = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            int style = i;
            groups.get(i)
                    .points()
                    .forEach(dot -> content.add(Plot.marker(
                            style,
                            plot.across(dot.x()),
                            plot.up(dot.y()),
                            groups.get(style).name())));
        }
        return plot.figure(title, description, content, Plot.legend(groups));
    }
}
