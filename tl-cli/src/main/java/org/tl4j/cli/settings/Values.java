package org.tl4j.cli.settings;

import java.util.List;
import java.util.Map;

/**
 * Understood values by key, each of the kind that its schema says.
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

    boolean flag(String key) {
        return (Boolean) byKey.get(key);
    }

    List<Double> numbers(String key) {
        return ((List<?>) byKey.get(key)).stream().map(Double.class::cast).toList();
    }
}
