package org.tl4j.application.settings;

import java.util.List;
import java.util.function.Function;

/**
 * The keys of a record and how it is made from their values.
 *
 * @param keys in the order of the file of defaults
 * @param build makes the record, and rejects values out of range with a {@code UsageException} that names the key
 * @param <T> the record
 */
public record Schema<T>(List<Key> keys, Function<Values, T> build) {
    public Schema {
        keys = List.copyOf(keys);
    }

    /** The names of the keys. */
    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }
}
