package org.tl4j.application.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;

/**
 * Parsed values by key, each of the type in its schema.
 *
 * @param byKey a value for each key of the schema
 */
record Values(Map<String, Object> byKey) {
    int integer(String key) {
        return (Integer) byKey.get(key);
    }

    long whole(String key) {
        return (Long) byKey.get(key);
    }

    double number(String key) {
        return (Double) byKey.get(key);
    }

    OptionalDouble numberOrAuto(String key) {
        return (OptionalDouble) byKey.get(key);
    }

    boolean flag(String key) {
        return (Boolean) byKey.get(key);
    }

    List<Double> numbers(String key) {
        return ((List<?>) byKey.get(key)).stream().map(Double.class::cast).toList();
    }

    String text(String key) {
        return (String) byKey.get(key);
    }

    Duration duration(String key) {
        return (Duration) byKey.get(key);
    }

    /** The constant whose name is the value, in lower case letters and with dashes. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String found = text(key);
        List<String> words = EnumNames.all(type);
        return EnumNames.find(type, found)
                .orElseThrow(() -> new UsageException(
                        key,
                        "must be one of " + String.join(", ", words),
                        found.isEmpty() ? "nothing" : found,
                        Suggestions.question(found, words)));
    }
}
