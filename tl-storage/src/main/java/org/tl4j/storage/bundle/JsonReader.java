package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/**
 * A JSON value that is read strictly: what is missing, unknown or of another kind is refused by its path.
 *
 * @param file what to call the document
 * @param path where the value is in it, empty for the whole
 * @param node the value
 */
record JsonReader(String file, String path, JsonNode node) {
    private static final String REMEDY = CallerTerm.TRAIN_BUNDLE.words();

    /** The object itself, if it has exactly these names. */
    JsonReader withNames(String... names) {
        return withNames(Set.of(), names);
    }

    /** The object itself, if it has these names, perhaps some of {@code optional}, and no others. */
    JsonReader withNames(Set<String> optional, String... names) {
        Set<String> expected = new TreeSet<>(List.of(names));
        Set<String> found = new TreeSet<>();
        object().fieldNames().forEachRemaining(found::add);
        found.removeAll(optional);
        if (!found.equals(expected)) {
            throw refuse("must have the names " + expected, found.toString());
        }
        return this;
    }

    /** Whether there is a value of a name. */
    boolean has(String name) {
        return object().has(name);
    }

    /** The value of a name. */
    JsonReader at(String name) {
        JsonNode value = object().get(name);
        if (value == null) {
            throw refuse("must have the name " + name, "none");
        }
        return new JsonReader(file, path.isEmpty() ? name : path + "." + name, value);
    }

    String text() {
        if (!node.isTextual()) {
            throw refuse("must be a text", kind());
        }
        String text = node.textValue();
        if (text.length() > BundleManifest.LONGEST_TEXT) {
            throw refuse("must have at most " + BundleManifest.LONGEST_TEXT + " characters", text.length());
        }
        return text;
    }

    /** The name of something: short, and of nothing that a terminal could take for a command. */
    String name() {
        String text = text();
        if (!BundleManifest.isName(text)) {
            throw refuse("must be 1 to 100 letters, digits, spaces, dots, dashes and underscores", text);
        }
        return text;
    }

    boolean truth() {
        if (!node.isBoolean()) {
            throw refuse("must be true or false", kind());
        }
        return node.booleanValue();
    }

    long integer(long least, long greatest) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw refuse("must be a whole number", kind());
        }
        long value = node.longValue();
        if (value < least || value > greatest) {
            throw refuse("must be from %d to %d".formatted(least, greatest), value);
        }
        return value;
    }

    /** A number; JSON has no infinities, so they and what is not a number are texts. */
    double number() {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        String text = node.isTextual() ? node.textValue() : "";
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw refuse("must be a number", kind());
        };
    }

    <T> List<T> list(Function<JsonReader, T> element) {
        if (!node.isArray()) {
            throw refuse("must be a list", kind());
        }
        List<T> values = new ArrayList<>();
        for (JsonNode value : node) {
            values.add(element.apply(new JsonReader(file, path + "[" + values.size() + "]", value)));
        }
        return values;
    }

    <T> Map<String, T> map(Function<JsonReader, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (Iterator<String> names = object().fieldNames(); names.hasNext(); ) {
            String name = names.next();
            values.put(name, value.apply(at(name)));
        }
        return values;
    }

    /** What {@code maker} makes of this value, its complaints turned into one about this place of the file. */
    <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (BundleException e) {
            throw e;
        } catch (IllegalArgumentException | DateTimeException | Tl4jException e) {
            throw new BundleException(new Problem(subject(), "must be valid", e.getMessage(), REMEDY), e);
        }
    }

    BundleException refuse(String rule, Object found) {
        return new BundleException(subject(), rule, found.toString(), REMEDY);
    }

    private JsonNode object() {
        if (!node.isObject()) {
            throw refuse("must be an object", kind());
        }
        return node;
    }

    private String subject() {
        return path.isEmpty() ? file : file + " " + path;
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case NUMBER, BOOLEAN, STRING -> node.toString();
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> throw new IllegalStateException("JSON text has no " + node.getNodeType());
        };
    }
}
