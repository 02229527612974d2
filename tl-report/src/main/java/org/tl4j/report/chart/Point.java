package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tl4j.core.evaluation.Interval;

/**
 * A point of a line.
 *
 * @param x its place on the lower axis
 * @param y its place on the left axis
 * @param interval what is drawn around {@code y}, in its unit; empty for nothing
 */
public record Point(double x, double y, Optional<Interval> interval) {
    public Point {
        requireNonNull(interval, "interval is null");
    }

    /** A point alone. */
    public Point(double x, double y) {
        this(x, y, Optional.empty());
    }
}
