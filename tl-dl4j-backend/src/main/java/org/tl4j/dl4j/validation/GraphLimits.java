package org.tl4j.dl4j.validation;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * The limits on what a graph from a file may compute for one image. The defaults allow VGG-19 at 448x448 pixels in batches
 * of 64: its largest activation has 13 million values, all together 120 million, and it needs 80 billion multiply-adds.
 *
 * @param activationValues maximum output values of one vertex, from 1 to 2^31 - 1
 * @param allValues maximum output values of all vertices, from 1 to 2^40; one convolution may also need that many for its
 *     windows (im2col)
 * @param multiplyAdds maximum multiply-adds, from 1 to 2^50; a comparison or addition of a pooling layer counts sixteen
 *     times, since the native code for it is that much slower
 */
public record GraphLimits(long activationValues, long allValues, long multiplyAdds) {
    /** 128 MiB as single-precision values. */
    public static final long DEFAULT_ACTIVATION_VALUES = 1L << 25;

    /** 2 GiB as single-precision values. */
    public static final long DEFAULT_ALL_VALUES = 1L << 29;

    /** Some seconds on two cores. */
    public static final long DEFAULT_MULTIPLY_ADDS = 1L << 38;

    static final String ACTIVATION_VALUES = "activation-values";
    static final String ALL_VALUES = "all-values";
    static final String MULTIPLY_ADDS = "multiply-adds";

    private static final long MOST_ALL_VALUES = 1L << 40;
    private static final long MOST_MULTIPLY_ADDS = 1L << 50;

    public GraphLimits {
        check(ACTIVATION_VALUES, activationValues, Integer.MAX_VALUE);
        check(ALL_VALUES, allValues, MOST_ALL_VALUES);
        check(MULTIPLY_ADDS, multiplyAdds, MOST_MULTIPLY_ADDS);
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", found " + value);
        }
    }

    /** The defaults. */
    public static GraphLimits defaults() {
        return new GraphLimits(DEFAULT_ACTIVATION_VALUES, DEFAULT_ALL_VALUES, DEFAULT_MULTIPLY_ADDS);
    }

    /** The limits of this process, as {@link #of} reads them. */
    public static GraphLimits current() {
        return of(System.getenv(), System.getProperties());
    }

    /**
     * Reads the limits from properties and environment variables. A property ({@code tl.graph-activation-values},
     * {@code tl.graph-all-values}, {@code tl.graph-multiply-adds}) wins over a variable
     * ({@code TL_GRAPH_ACTIVATION_VALUES}, {@code TL_GRAPH_ALL_VALUES}, {@code TL_GRAPH_MULTIPLY_ADDS}); blank values are
     * ignored. If neither is set, the default applies.
     *
     * @throws UsageException if one is not a whole number in its range
     */
    public static GraphLimits of(Map<String, String> environment, Properties properties) {
        return new GraphLimits(
                find(ACTIVATION_VALUES, DEFAULT_ACTIVATION_VALUES, Integer.MAX_VALUE, environment, properties),
                find(ALL_VALUES, DEFAULT_ALL_VALUES, MOST_ALL_VALUES, environment, properties),
                find(MULTIPLY_ADDS, DEFAULT_MULTIPLY_ADDS, MOST_MULTIPLY_ADDS, environment, properties));
    }

    /** The variable that sets a limit. */
    static String variable(String name) {
        return "TL_GRAPH_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static long find(
            String name, long usual, long most, Map<String, String> environment, Properties properties) {
        String variable = variable(name);
        String property = properties.getProperty("tl.graph-" + name, "");
        String text = property.isBlank() ? environment.getOrDefault(variable, "") : property;
        if (text.isBlank()) {
            return usual;
        }
        try {
            long value = Long.parseLong(text.strip());
            check(name, value, most);
            return value;
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    new Problem(variable, "must be a whole number from 1 to " + most, text, "correct or unset it"), e);
        }
    }
}
