package org.tl4j.report;

import java.time.Duration;
import java.util.Locale;
import org.tl4j.core.evaluation.Interval;

/** Numbers for people and for SVG, independently of the locale. */
public final class Numbers {
    private static final double HUNDRED = 100;
    private static final double MINUTE = 60;

    private Numbers() {}

    /** A number with at most two digits after the point: {@code 0.5}, {@code 12}. */
    public static String plain(double value) {
        double rounded = Math.round(value * HUNDRED) / HUNDRED;
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < Long.MAX_VALUE) {
            return Long.toString((long) rounded);
        }
        return Double.toString(rounded);
    }

    /** A share: {@code 76.2 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00A0%%", HUNDRED * share);
    }

    /** A share without digits after the point: {@code 76 %}. */
    public static String wholePercent(double share) {
        return String.format(Locale.ROOT, "%.0f\u00A0%%", HUNDRED * share);
    }

    /** An error of shares: {@code 3.1 percentage points}. */
    public static String percentagePoints(double share) {
        return String.format(Locale.ROOT, "%.1f percentage points", HUNDRED * share);
    }

    /** An interval of a share: {@code 70.0 % to 81.5 %}. */
    public static String interval(Interval interval) {
        return percent(interval.low()) + " to " + percent(interval.high());
    }

    /** A number with three digits after the point. */
    public static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A count with separators: {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun: {@code 1 image}, {@code 2 images}, {@code 2 classes}. */
    public static String count(long count, String noun) {
        String plural = noun.endsWith("s") ? "es" : "s";
        return count(count) + " " + noun + (count == 1 ? "" : plural);
    }

    /** A time: {@code 3.2 s}, {@code 4 min 5 s}. */
    public static String seconds(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f\u00A0s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + "\u00A0min " + whole % 60 + "\u00A0s";
    }

    /** A time, to the tenth of a second. */
    public static String seconds(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }
}
