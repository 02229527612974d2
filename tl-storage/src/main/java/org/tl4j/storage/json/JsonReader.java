package org.tl4j.storage.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.provenance.EnumNames;

/**
 * A value of a document that is read strictly: missing or unknown fields and values of another type are rejected, with
 * their place.
 *
 * <p>Methods that return a value throw a {@link JsonException}. Methods that return an {@link Optional} report problems
 * to the {@link JsonProblems} of the document, and are empty if these collect them. Not thread-safe.
 */
public final class JsonReader {
    /** Characters of a text. */
    private static final int LONGEST_TEXT = 10_000;

    private final JsonProblems problems;
    private final String holder;
    private final String name;
    private final JsonNode node;
    private final Set<String> asked = new TreeSet<>();

    private JsonReader(JsonProblems problems, String holder, String name, JsonNode node) {
        this.problems = problems;
        this.holder = holder;
        this.name = name;
        this.node = node;
    }

    /** A whole document. */
    public static JsonReader of(JsonNode document, JsonProblems problems) {
        return new JsonReader(
                requireNonNull(problems, "problems is null"), "", "", requireNonNull(document, "document is null"));
    }

    /** The object itself, if it has these names, perhaps some of {@code optional}, and no others. */
    public JsonReader withNames(Set<String> optional, String... names) {
        asked.addAll(optional);
        asked.addAll(List.of(names));
        object();
        // a misspelt name first, which says more than that its right spelling is missing
        unknownNames().findFirst().ifPresent(unknown -> {
            throw unknown;
        });
        Stream.of(names).forEach(this::at);
        return this;
    }

    /** The object itself, if it has exactly these names. */
    public JsonReader withNames(String... names) {
        return withNames(Set.of(), names);
    }

    /** Whether there is a value with a name. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** The value with a name, if there is one. */
    public Optional<JsonReader> find(String key) {
        asked.add(key);
        return Optional.ofNullable(object().get(key)).map(value -> new JsonReader(problems, path(), key, value));
    }

    /** The value with a name that must exist. */
    public JsonReader at(String key) {
        return find(key).orElseThrow(() -> here("must have " + key));
    }

    /** The result of {@code value} at a name that must exist. */
    public <T> Optional<T> read(String key, Function<JsonReader, T> value) {
        return attempt(() -> value.apply(at(key)));
    }

    /** The result of {@code value} at a name, if it exists. */
    public <T> Optional<T> readOptional(String key, Function<JsonReader, T> value) {
        return attempt(() -> find(key).map(value)).flatMap(Function.identity());
    }

    /** Whether the value is a text. */
    public boolean isText() {
        return node.isTextual();
    }

    /** Whether the value is a list. */
    public boolean isList() {
        return node.isArray();
    }

    /** Whether the value is a number. */
    public boolean isNumber() {
        return node.isNumber();
    }

    /** Whether the value is null. */
    public boolean isNothing() {
        return node.isNull();
    }

    /** Whether the value is false. */
    public boolean isFalse() {
        return node.isBoolean() && !node.booleanValue();
    }

    /** A text of at most 10,000 characters. */
    public String text() {
        if (!node.isTextual()) {
            throw refuse("must be a text", kind());
        }
        String text = node.textValue();
        if (text.length() > LONGEST_TEXT) {
            throw refuse("must have at most " + LONGEST_TEXT + " characters", text.length());
        }
        return text;
    }

    /** A constant, as {@link EnumNames} writes it. */
    public <E extends Enum<E>> E word(Class<E> type) {
        String word = text();
        return EnumNames.find(type, word)
                .orElseThrow(() -> refuse("must be one of " + String.join(", ", EnumNames.all(type)), word));
    }

    /** True or false. */
    public boolean truth() {
        if (!node.isBoolean()) {
            throw refuse("must be true or false", kind());
        }
        return node.booleanValue();
    }

    /**
     * A whole number from {@code least} to {@code greatest}, both included. Messages do not mention the limits of
     * {@code long}.
     */
    public long integer(long least, long greatest) {
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        if (!whole || node.longValue() < least || node.longValue() > greatest) {
            String from = least == Long.MIN_VALUE ? "" : " from " + least;
            String to = greatest == Long.MAX_VALUE ? "" : " to " + greatest;
            throw refuse("must be a whole number" + from + to, kind());
        }
        return node.longValue();
    }

    /** A whole number from 1 that fits into an {@code int}. */
    public int count() {
        if (!node.isInt() || node.intValue() < 1) {
            throw refuse("must be a whole number from 1", kind());
        }
        return node.intValue();
    }

    /** A number; JSON has no infinities and no NaN, so they are texts. */
    public double number() {
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

    /** A finite number, not one such as 1e999. */
    public double finite() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw refuse("must be a finite number", kind());
        }
        return node.doubleValue();
    }

    /** A finite number above 0. */
    public double positive() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue()) || node.doubleValue() <= 0) {
            throw refuse("must be a finite number above 0", kind());
        }
        return node.doubleValue();
    }

    /** The results of {@code element} for all elements of a list. */
    public <T> List<T> list(Function<JsonReader, T> element) {
        if (!node.isArray()) {
            throw refuse("must be a list", kind());
        }
        List<T> values = new ArrayList<>();
        for (JsonNode value : node) {
            values.add(element.apply(new JsonReader(problems, holder, name + "[" + values.size() + "]", value)));
        }
        return values;
    }

    /** The results of {@code value} for all names of an object, in their order. */
    public <T> Map<String, T> map(Function<JsonReader, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        object().fieldNames().forEachRemaining(key -> values.put(key, value.apply(at(key))));
        return values;
    }

    /** The result of {@code maker} for this value; its exceptions become problems of this place. */
    public <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException | DateTimeException | Tl4jException e) {
            throw new JsonException(holder, name, "must be valid", "" + e.getMessage(), e);
        }
    }

    /**
     * The result of {@code maker} for this object, as {@link #make}, if the document has had no problem so far. Names
     * that were not read are reported.
     */
    public <T> Optional<T> complete(Supplier<T> maker) {
        unknownNames().forEach(problems::report);
        return problems.sentences().isEmpty() ? attempt(() -> make(maker)) : Optional.empty();
    }

    /** A problem of this value, to be thrown. */
    public JsonException refuse(String rule, Object found) {
        return new JsonException(holder, name, rule, found.toString(), null);
    }

    private <T> Optional<T> attempt(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (JsonException e) {
            problems.report(e);
            return Optional.empty();
        }
    }

    private Stream<JsonException> unknownNames() {
        List<String> unknown = new ArrayList<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(asked);
        return unknown.stream().map(key -> {
            String question = Suggestions.question(key, asked);
            return here("has an unknown key " + key + (question.isEmpty() ? "" : "; " + question));
        });
    }

    private JsonNode object() {
        if (!node.isObject()) {
            throw new JsonException(path(), "", "must be an object", kind(), null);
        }
        return node;
    }

    private JsonException here(String rule) {
        return new JsonException(path(), "", rule, "", null);
    }

    private String path() {
        return JsonException.path(holder, name);
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
