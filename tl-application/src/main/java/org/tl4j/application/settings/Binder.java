package org.tl4j.application.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/**
 * Binds values to a schema and reports all problems together.
 *
 * @param <T> the record
 */
public final class Binder<T> {
    private static final int LONGEST_SHOWN = 100;

    private final Schema<T> schema;

    /**
     * A binder for one schema.
     *
     * @param schema the keys and types
     */
    public Binder(Schema<T> schema) {
        this.schema = schema;
    }

    /**
     * Makes a record from the defaults and the values that override them.
     *
     * @param defaults a value for every key
     * @param layers the given values; a later layer overrides an earlier one
     * @throws UsageException if a key is unknown or given twice in a layer, or a value is of the wrong kind or out of range
     */
    public T bind(List<SettingOverride> defaults, List<List<SettingOverride>> layers) {
        Map<String, Object> base = understood(defaults);
        if (!base.keySet().containsAll(schema.names())) {
            throw new IllegalStateException("the defaults must have a value for each of " + schema.names());
        }
        Set<Problem> problems = new LinkedHashSet<>();
        Map<String, Object> changes = new HashMap<>();
        for (List<SettingOverride> layer : layers) {
            Set<String> seen = new LinkedHashSet<>();
            for (SettingOverride given : layer) {
                if (!seen.add(given.key())) {
                    problems.add(new Problem("setting " + given.key(), "must be given once", "it twice", ""));
                }
                understand(given, changes, problems);
            }
        }
        changes.forEach((key, value) -> tryAlone(base, key, value).ifPresent(problems::add));
        fail(problems);
        Map<String, Object> all = new HashMap<>(base);
        all.putAll(changes);
        return schema.build().apply(new Values(all));
    }

    private Map<String, Object> understood(List<SettingOverride> defaults) {
        Set<Problem> problems = new LinkedHashSet<>();
        Map<String, Object> values = new HashMap<>();
        defaults.forEach(given -> understand(given, values, problems));
        fail(problems);
        return values;
    }

    private void understand(SettingOverride given, Map<String, Object> values, Set<Problem> problems) {
        Map<String, ValueType> kinds = schema.keys().stream().collect(Collectors.toMap(Key::name, Key::kind));
        ValueType kind = kinds.get(given.key());
        if (kind == null) {
            problems.add(unknown(given.key()));
            return;
        }
        try {
            values.put(given.key(), kind.parse(given));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(new Problem(given.key(), "must be " + kind.words(), given.text(), ""));
        }
    }

    private Problem unknown(String typed) {
        String key = typed.length() > LONGEST_SHOWN ? typed.substring(0, LONGEST_SHOWN) + "..." : typed;
        return new Problem(
                "setting " + key,
                "must be one of " + String.join(", ", schema.names()),
                key,
                Suggestions.question(key, schema.names()));
    }

    /** Records report only the first value that is out of range; trying the changed values one at a time finds all. */
    private Optional<Problem> tryAlone(Map<String, Object> base, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(base);
        changed.put(key, value);
        try {
            T unused = schema.build().apply(new Values(changed));
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.of(e.problem());
        }
    }

    private static void fail(Set<Problem> problems) {
        List<Problem> all = new ArrayList<>(problems);
        if (all.size() == 1) {
            throw new UsageException(all.get(0));
        }
        if (!all.isEmpty()) {
            throw new UsageException(
                    all.size() + " settings",
                    "must be corrected",
                    all.stream().map(Problem::message).collect(Collectors.joining(" | ")),
                    "");
        }
    }
}
