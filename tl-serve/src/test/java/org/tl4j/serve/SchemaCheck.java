package org.tl4j.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What of a document is not as a JSON schema says: the part of the language that our description uses, without unknown members. */
final class SchemaCheck {
    private final JsonNode root;
    private final List<String> complaints = new ArrayList<>();

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    static List<String> complaints(JsonNode root, JsonNode schema, JsonNode document) {
        SchemaCheck check = new SchemaCheck(root);
        check.check("", schema, document);
        return check.complaints;
    }

    /** What a reference stands for, or the node itself. */
    static JsonNode resolved(JsonNode root, JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void check(String place, JsonNode reference, JsonNode value) {
        JsonNode schema = resolved(root, reference);
        require(place, !schema.isMissingNode(), "no schema");
        if (schema.has("const")) {
            require(place, schema.get("const").equals(value), "must be " + schema.get("const"));
        }
        if (schema.has("enum")) {
            boolean known = false;
            for (JsonNode word : schema.get("enum")) {
                known |= word.equals(value);
            }
            require(place, known, "must be one of " + schema.get("enum"));
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(place, schema, value);
            case "array" -> {
                require(place, value.isArray(), "must be a list");
                if (schema.has("items")) {
                    for (int i = 0; i < value.size(); i++) {
                        check(place + "/" + i, schema.get("items"), value.get(i));
                    }
                }
            }
            case "string" -> require(place, value.isTextual(), "must be a text");
            case "integer" -> require(place, value.isIntegralNumber(), "must be a whole number");
            case "boolean" -> require(place, value.isBoolean(), "must be true or false");
            case "number" -> {
                require(place, value.isNumber(), "must be a number");
                require(
                        place,
                        !schema.has("minimum")
                                || value.asDouble() >= schema.get("minimum").asDouble(),
                        "small");
                require(
                        place,
                        !schema.has("maximum")
                                || value.asDouble() <= schema.get("maximum").asDouble(),
                        "large");
            }
            default -> require(place, schema.has("const"), "no type");
        }
    }

    private void object(String place, JsonNode schema, JsonNode value) {
        require(place, value.isObject(), "must be an object");
        for (JsonNode name : schema.path("required")) {
            require(place, value.has(name.asText()), "must have " + name);
        }
        value.fieldNames().forEachRemaining(name -> {
            JsonNode member = schema.path("properties").path(name);
            JsonNode others = schema.path("additionalProperties");
            if (!member.isMissingNode()) {
                check(place + "/" + name, member, value.get(name));
            } else if (others.isObject()) {
                check(place + "/" + name, others, value.get(name));
            } else {
                require(place, !schema.has("properties"), "must not have " + name);
            }
        });
    }

    private void require(String place, boolean holds, String rule) {
        if (!holds) {
            complaints.add(place + " " + rule);
        }
    }
}
