package org.tl4j.application.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A value that was given for a key, not yet parsed.
 *
 * @param key the dashed key
 * @param items the value as text: one item, or those of a list
 * @param list whether it was written as a list
 */
public record SettingOverride(String key, List<String> items, boolean list) {
    public SettingOverride {
        requireNonNull(key, "key is null");
        items = List.copyOf(items);
        if (!list && items.size() != 1) {
            throw new IllegalArgumentException("a single value must be one item, found " + items);
        }
    }

    /** A single value. */
    public static SettingOverride of(String key, Object value) {
        return new SettingOverride(key, List.of(value.toString()), false);
    }

    /** The value as text. */
    String text() {
        if (list) {
            return items.toString();
        }
        return items.get(0).isBlank() ? "nothing" : items.get(0);
    }
}
