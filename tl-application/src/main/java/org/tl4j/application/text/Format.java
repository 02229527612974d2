package org.tl4j.application.text;

import java.time.Duration;
import java.util.Locale;
import org.tl4j.core.error.Printable;
import org.tl4j.core.evaluation.Interval;

/** Formats numbers for people, independently of the locale. */
public final class Format {
    private static final double MINUTE = 60;
    private static final int LONGEST_LABEL = 60;
    private static final double KIBI = 1024;
    private static final double KILO = 1000;

    private Format() {}

    /** A label in a line or a table: escaped, and shortened if it is long. */
    public static String label(String label) {
        return Printable.text(label, LONGEST_LABEL);
    }

    /** A share: {@code 76.2 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** An error of shares, such as that of a calibration: {@code 3.1 percentage points}. */
    public static String percentagePoints(double share) {
        return String.format(Locale.ROOT, "%.1f percentage points", 100 * share);
    }

    /** A confidence interval of a share: {@code 95 % interval 70.0 % to 81.5 %}. */
    public static String interval(Interval interval) {
        return "95 %% interval %s to %s".formatted(percent(interval.low()), percent(interval.high()));
    }

    /** A number with three digits after the point. */
    public static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A time: {@code 3.2 s}, {@code 4 min 5 s}. */
    public static String seconds(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }

    /** A time, to the tenth of a second. */
    public static String seconds(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }

    /** A count with its noun: {@code 1 image}, {@code 2 images}, {@code 2 classes}. */
    public static String count(long number, String noun) {
        String plural = noun.endsWith("s") ? "es" : "s";
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : plural);
    }

    /** A size: {@code 1.1 MiB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = divisions(bytes, KIBI, KIBI, units.length - 1);
        double value = bytes / Math.pow(KIBI, unit);
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** The size of a download, as web pages state it: {@code 46.8 MB}, of a million bytes each. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A large number to three digits: {@code 11.7 M}, {@code 1.81 G}. */
    public static String magnitude(long number) {
        String[] units = {"", " k", " M", " G", " T"};
        int unit = divisions(number, KILO, KILO - 0.5, units.length - 1);
        double value = number / Math.pow(KILO, unit);
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + (unit == 0 ? 0 : decimals) + "f%s", value, units[unit]);
    }

    /** How often a number is divided by {@code step} until it is below {@code limit}; {@code most} times at most. */
    private static int divisions(long number, double step, double limit, int most) {
        int count = 0;
        for (double value = number; value >= limit && count < most; value /= step) {
            count++;
        }
        return count;
    }
}
