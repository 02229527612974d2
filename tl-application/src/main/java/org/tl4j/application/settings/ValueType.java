package org.tl4j.application.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.tl4j.core.training.GradientSettings;

/** The type of a key's value. */
enum ValueType {
    /** A whole number of 32 bits. */
    INTEGER("a whole number"),
    /** A whole number of 64 bits. */
    LONG("a whole number"),
    /** A number. */
    NUMBER("a number"),
    /** A number, or a word for a value that is determined later, as an {@link java.util.OptionalDouble}. */
    NUMBER_OR_AUTO("a number or " + GradientSettings.AUTO),
    /** Several numbers; on the command line separated by commas. */
    NUMBERS("a list of numbers, such as [0.001, 0.1]"),
    /** {@code true} or {@code false}. */
    FLAG("true or false"),
    /** A word or a name, perhaps empty. */
    TEXT("a word"),
    /** A length of time, as a {@link java.time.Duration}. */
    DURATION(TimeText.RULE);

    private static final int LONGEST_NUMBER = 100;

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** The expected value, for messages. */
    String words() {
        return words;
    }

    /**
     * Parses a value.
     *
     * @throws IllegalArgumentException if it is of another type
     * @throws ArithmeticException if it is a number, but not a whole one or too large
     */
    Object parse(SettingOverride given) {
        return switch (this) {
            case INTEGER -> decimal(single(given)).intValueExact();
            case LONG -> decimal(single(given)).longValueExact();
            case NUMBER -> number(single(given));
            case NUMBER_OR_AUTO -> numberOrAuto(single(given));
            case NUMBERS ->
                items(given).stream().map(String::strip).map(ValueType::number).toList();
            case FLAG -> flag(single(given));
            case TEXT -> single(given);
            case DURATION -> duration(single(given));
        };
    }

    private static String single(SettingOverride given) {
        if (given.list()) {
            throw new IllegalArgumentException("a list");
        }
        return given.items().get(0).strip();
    }

    private static List<String> items(SettingOverride given) {
        if (given.list()) {
            return given.items();
        }
        String text = single(given);
        String inner = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        return inner.isBlank() ? List.of() : Arrays.asList(inner.split(",", -1));
    }

    private static Double number(String text) {
        double number = decimal(text).doubleValue();
        if (Double.isInfinite(number)) {
            throw new ArithmeticException("too large for a number of 64 bits");
        }
        return number;
    }

    /**
     * Rejects forms that Double accepts: NaN, Infinity, hexadecimal, a trailing f; and very long numbers, which take
     * long to parse.
     */
    private static BigDecimal decimal(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("more than " + LONGEST_NUMBER + " characters");
        }
        return new BigDecimal(text);
    }

    private static OptionalDouble numberOrAuto(String text) {
        return text.equals(GradientSettings.AUTO) ? OptionalDouble.empty() : OptionalDouble.of(number(text));
    }

    private static Duration duration(String text) {
        return TimeText.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
