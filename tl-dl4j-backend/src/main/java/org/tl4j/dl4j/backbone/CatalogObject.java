package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.MissingNode;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.Tl4jException;

/**
 * An object of a catalogue file. Its keys are asked for one by one; what is wrong is noted, with its place, and stands for
 * {@code null} or an empty value until {@link CatalogFile} reports everything together.
 */
final class CatalogObject {
    private static final String FROM_ONE = "a whole number from 1";

    private final JsonNode node;
    private final String path;
    private final List<String> problems;
    private final Set<String> asked = new TreeSet<>();

    CatalogObject(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!node.isObject()) {
            problem("must be an object");
        }
    }

    /** A text that must be there. */
    String text(String key) {
        return optionalText(key).orElseGet(() -> {
            if (!node.has(key)) {
                problem("must have " + key);
            }
            return "";
        });
    }

    Optional<String> optionalText(String key) {
        return optional(key, "a text", JsonNode::isTextual, JsonNode::textValue);
    }

    Optional<Boolean> optionalTruth(String key) {
        return optional(key, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    Optional<Long> optionalWhole(String key) {
        return optional(
                key,
                "a whole number from 0",
                value -> value.canConvertToLong() && value.isIntegralNumber() && value.longValue() >= 0,
                JsonNode::longValue);
    }

    /** A whole number from 1 that must be there. */
    int whole(String key) {
        return required(key, FROM_ONE, CatalogObject::isFromOne, JsonNode::intValue)
                .orElse(1);
    }

    /** A whole number from 1. */
    OptionalInt optionalInt(String key) {
        return optional(key, FROM_ONE, CatalogObject::isFromOne, JsonNode::intValue)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static boolean isFromOne(JsonNode value) {
        return value.isInt() && value.intValue() > 0;
    }

    double number(String key) {
        return required(key, "a number", JsonNode::isNumber, JsonNode::doubleValue)
                .orElse(1.0);
    }

    /** A number above 0, and no infinite one such as 1e999, that must be there. */
    double positive(String key) {
        return required(
                        key,
                        "a finite number above 0",
                        value -> value.isNumber() && value.doubleValue() > 0 && Double.isFinite(value.doubleValue()),
                        JsonNode::doubleValue)
                .orElse(1.0);
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        required(key, "a list of numbers", JsonNode::isArray, Function.identity())
                .ifPresent(list -> list.forEach(value -> {
                    if (!value.isNumber()) {
                        problem(key + " must be a list of numbers");
                    }
                    numbers.add(value.doubleValue());
                }));
        return numbers;
    }

    /** An object that must be there. */
    CatalogObject object(String key) {
        asked.add(key);
        return new CatalogObject(node.path(key), place(key), problems);
    }

    Optional<CatalogObject> optionalObject(String key) {
        return node.has(key) ? Optional.of(object(key)) : asked(key);
    }

    /** All members, each an object, whatever they are called. */
    Map<String, CatalogObject> members() {
        Map<String, CatalogObject> members = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> members.put(key, object(key)));
        return members;
    }

    /** Whether a value is there, and is a text. */
    boolean holdsText(String key) {
        return node.path(key).isTextual();
    }

    List<CatalogObject> objects(String key) {
        List<CatalogObject> objects = new ArrayList<>();
        required(key, "a list", JsonNode::isArray, Function.identity())
                .ifPresent(list -> list.forEach(value ->
                        objects.add(new CatalogObject(value, place(key) + "[" + objects.size() + "]", problems))));
        return objects;
    }

    /** What {@code maker} makes of values that were read without a problem; nothing where there was one. */
    <T> Optional<T> make(Maker<T> maker) {
        return problems.isEmpty() ? note(maker) : Optional.empty();
    }

    /** What {@code maker} makes; its complaint is noted in place of the result. */
    <T> Optional<T> note(Maker<T> maker) {
        try {
            return Optional.of(maker.make());
        } catch (IllegalArgumentException | Tl4jException e) {
            problem("must be valid: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes the keys that nobody asked for. */
    void end() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                problem(("has an unknown key " + key + "; " + Suggestions.question(key, asked)).replaceAll("; $", ""));
            }
        });
    }

    void problem(String text) {
        problems.add((path + " " + text).strip());
    }

    /** Makes a value of what was read. */
    @FunctionalInterface
    interface Maker<T> {
        T make();
    }

    private <T> Optional<T> required(String key, String kind, Predicate<JsonNode> fits, Function<JsonNode, T> value) {
        if (!node.has(key)) {
            asked.add(key);
            problem("must have " + key);
            return Optional.empty();
        }
        return optional(key, kind, fits, value);
    }

    private <T> Optional<T> optional(String key, String kind, Predicate<JsonNode> fits, Function<JsonNode, T> value) {
        asked.add(key);
        JsonNode found = node.path(key);
        if (found instanceof MissingNode) {
            return Optional.empty();
        }
        if (!fits.test(found)) {
            problem(key + " must be " + kind + ", found " + found);
            return Optional.empty();
        }
        return Optional.of(value.apply(found));
    }

    private <T> Optional<T> asked(String key) {
        asked.add(key);
        return Optional.empty();
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
