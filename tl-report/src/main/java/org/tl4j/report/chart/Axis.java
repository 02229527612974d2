package org.tl4j.report.chart;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.report.Numbers;

/**
 * An axis of a chart.
 *
 * @param label what it measures, with its unit
 * @param low where it begins, finite
 * @param high where it ends, above {@code low}
 * @param scale how values are laid out on it
 */
public record Axis(String label, double low, double high, Scale scale) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final int MOST_TICKS = 6;
    private static final double NARROWEST = 0.1;

    /** How values are laid out, and written. */
    public enum Scale {
        /** Equal distances are equal differences. */
        LINEAR,
        /** Equal distances are equal ratios; all values are above 0. */
        LOGARITHMIC,
        /** Linear, written in percent. */
        SHARE
    }

    public Axis {
        requireNonNull(label, "label is null");
        requireNonNull(scale, "scale is null");
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException("an axis must go up, found " + low + " to " + high);
        }
        if (scale == Scale.LOGARITHMIC && low <= 0) {
            throw new IllegalArgumentException("a logarithmic axis must begin above 0, found " + low);
        }
    }

    /** An axis of shares, from 0 % to 100 %. */
    public static Axis share(String label) {
        return new Axis(label, 0, 1, Scale.SHARE);
    }

    /** A linear axis around values, with whole steps at its ends. */
    public static Axis around(String label, List<Double> values) {
        double low = values.stream()
                .mapToDouble(v -> v)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double high = values.stream()
                .mapToDouble(v -> v)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        if (low == high) {
            low = low > 0 && low <= 1 ? 0 : low - 1;
            high++;
        }
        double step = step(high - low);
        return new Axis(label, Math.floor(low / step) * step, Math.ceil(high / step) * step, Scale.LINEAR);
    }

    /**
     * An axis of shares around values, at least ten points wide, so that small differences do not look large.
     *
     * @param values from 0 to 1
     */
    public static Axis sharesAround(String label, List<Double> values) {
        Axis around = around(label, values);
        double low = Math.max(0, Math.min(around.low, (around.low + around.high - NARROWEST) / 2));
        double high = Math.min(1, Math.max(around.high, low + NARROWEST));
        low = Math.max(0, Math.min(low, high - NARROWEST));
        double step = step(high - low);
        return new Axis(
                label,
                Math.max(0, Math.floor(low / step + 1e-9) * step),
                Math.min(1, Math.ceil(high / step - 1e-9) * step),
                Scale.SHARE);
    }

    /** A logarithmic axis around values above 0. */
    public static Axis logarithmic(String label, List<Double> values) {
        double low =
                values.stream().mapToDouble(v -> v).filter(v -> v > 0).min().orElse(1);
        double high =
                values.stream().mapToDouble(v -> v).filter(v -> v > 0).max().orElse(low);
        return low == high
                ? new Axis(label, low / 2, high * 2, Scale.LOGARITHMIC)
                : new Axis(label, low, high, Scale.LOGARITHMIC);
    }

    /** Where a value is, from 0 to 1; values outside are moved to the nearest end. */
    double position(double value) {
        double position = scale == Scale.LOGARITHMIC
                ? (Math.log(Math.max(value, low)) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, position));
    }

    /** Values at which it has a line. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (scale == Scale.LOGARITHMIC) {
            int each = Math.max(1, (int) Math.ceil((Math.log10(high) - Math.log10(low)) / MOST_TICKS));
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += each) {
                for (double factor : each == 1 && high / low < 100 ? new double[] {1, 2, 5} : new double[] {1}) {
                    double tick = factor * Math.pow(10, power);
                    if (tick >= low * 0.999 && tick <= high * 1.001) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        double step = step(high - low);
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A value as it is written at a tick. */
    String text(double value) {
        if (scale == Scale.SHARE) {
            return Numbers.wholePercent(value);
        }
        if (scale == Scale.LINEAR) {
            double step = step(high - low);
            if (step >= 1e-4 && Math.max(Math.abs(low), Math.abs(high)) < 1e4) {
                int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
                return String.format(Locale.ROOT, "%." + digits + "f", value);
            }
        }
        double size = Math.abs(value);
        if (size >= 10_000 || (size > 0 && size < 0.01)) {
            return String.format(Locale.ROOT, "%.0e", value)
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        return Numbers.plain(value);
    }

    private static double step(double range) {
        double raw = range / (MOST_TICKS - 1);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double step : STEPS) {
            if (raw <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
