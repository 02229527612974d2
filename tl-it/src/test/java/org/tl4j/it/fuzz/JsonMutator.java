package org.tl4j.it.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes a JSON document that stays one, so that what is behind the parser sees wrong values. */
final class JsonMutator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 20_000;

    private JsonMutator() {}

    /** A copy of a document, mostly changed. */
    static byte[] mutate(byte[] document, Random random) throws IOException {
        if (random.nextInt(Mutator.ORIGINALS) == 0) {
            return document;
        }
        if (random.nextInt(50) == 0) {
            return nested(document, random);
        }
        JsonNode root = JSON.readTree(document);
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !places.isEmpty(); i++) {
            change(places.get(random.nextInt(places.size())), places, random);
        }
        return JSON.writeValueAsBytes(root);
    }

    private static byte[] nested(byte[] document, Random random) {
        String text = new String(document, StandardCharsets.UTF_8);
        int at = text.indexOf(':', random.nextInt(text.length())) + 1;
        return (text.substring(0, at) + "[".repeat(DEEP) + text.substring(at)).getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode() && !node.isEmpty()) {
            places.add(node);
        }
        node.forEach(child -> collect(child, places));
    }

    private static void change(JsonNode place, List<JsonNode> places, Random random) {
        if (place instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(index);
                case 1 ->
                    array.insert(index, array.get(random.nextInt(array.size())).deepCopy());
                default -> array.set(index, another(array.get(index), places, random));
            }
        } else if (place instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", object.remove(name));
                case 2 ->
                    object.set(
                            name,
                            object.get(names.get(random.nextInt(names.size()))).deepCopy());
                default -> object.set(name, another(object.get(name), places, random));
            }
        }
    }

    private static JsonNode another(JsonNode old, List<JsonNode> places, Random random) {
        if (old.isNumber() && random.nextInt(4) > 0) {
            return number(old, random);
        }
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.textNode("");
            case 2 -> NODES.textNode("x".repeat(1 << random.nextInt(16)));
            case 3 -> NODES.textNode("\u001b]0;x\u0007\u202e\n");
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.objectNode();
            case 6 -> NODES.arrayNode();
            case 7 -> places.get(random.nextInt(places.size())).deepCopy();
            default -> number(old, random);
        };
    }

    private static JsonNode number(JsonNode old, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.numberNode(0);
            case 1 -> NODES.numberNode(-1 - random.nextInt(8));
            case 2 -> NODES.numberNode(Integer.MAX_VALUE - random.nextInt(2));
            case 3 -> NODES.numberNode(Integer.MIN_VALUE);
            case 4 -> NODES.numberNode(Long.MAX_VALUE);
            case 5 -> NODES.numberNode(1e308);
            case 6 -> NODES.numberNode(1e-320);
            case 7 -> NODES.numberNode(old.asDouble() + 0.5);
            case 8 -> NODES.numberNode(old.asLong() * 1000 + 1);
            case 9 -> NODES.numberNode(old.asLong() + 1);
            case 10 -> NODES.textNode("NaN");
            default -> NODES.numberNode(1 << random.nextInt(31));
        };
    }
}
