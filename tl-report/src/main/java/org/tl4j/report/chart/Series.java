package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A line of a chart, or a group of dots.
 *
 * @param name for the legend
 * @param points in the order in which they are joined
 */
public record Series(String name, List<Point> points) {
    public Series {
        requireNonNull(name, "name is null");
        points = List.copyOf(points);
    }
}
