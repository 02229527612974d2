package org.tl4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/**
 * What a job is to do.
 *
 * @param bundle path or address of the model
 * @param input path, glob or address of images or of a table
 * @param output folder of the new table, which must not exist
 * @param parquet whether the input is a table in Parquet, else images
 * @param column with the images
 * @param kind {@code content} or {@code path}
 * @param recursive whether images are searched in all folders below, whose names are then no columns
 */
record JobArguments(
        String bundle, String input, String output, boolean parquet, String column, String kind, boolean recursive) {
    private static final Set<String> KEYS =
            Set.of("bundle", "input", "output", "format", "column", "kind", "recursive");

    /**
     * Reads arguments of the form {@code key=value}.
     *
     * @throws UsageException if a key is unknown, given twice or missing, or a value is wrong
     */
    static JobArguments of(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            String key = end < 0 ? argument : argument.substring(0, end);
            if (end < 0 || !KEYS.contains(key)) {
                throw new UsageException(
                        "argument",
                        "must be one of bundle=, input=, output=, format=, column=, kind=, recursive=",
                        argument,
                        Suggestions.question(key, List.copyOf(KEYS)));
            }
            if (values.put(key, argument.substring(end + 1)) != null) {
                throw new UsageException("argument " + key, "must be given once", "twice", "");
            }
        }
        String format = choice(values, "format", "images", "parquet");
        return new JobArguments(
                required(values, "bundle"),
                required(values, "input"),
                required(values, "output"),
                format.equals("parquet"),
                values.getOrDefault("column", "content"),
                choice(values, "kind", "content", "path"),
                choice(values, "recursive", "false", "true").equals("true"));
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.getOrDefault(key, "");
        if (value.isBlank()) {
            throw new UsageException("argument " + key, "must be given", "none", "add " + key + "=...");
        }
        return value;
    }

    private static String choice(Map<String, String> values, String key, String standard, String other) {
        String value = values.getOrDefault(key, standard);
        if (!value.equals(standard) && !value.equals(other)) {
            throw new UsageException("argument " + key, "must be " + standard + " or " + other, value, "");
        }
        return value;
    }
}
