package org.tl4j.dl4j.foreign;

import java.io.IOException;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.error.WeightsException;

/** The JSON among the attributes of a Keras file. */
final class KerasJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A model takes about ten levels, and each model within it as many: below the thousands that end a stack. */
    private static final int DEEPEST = 200;

    private KerasJson() {}

    /**
     * The tree of an attribute's text.
     *
     * @throws WeightsException if it is no JSON, or nested too deeply for those who walk through it
     */
    static JsonNode tree(String attribute, String text) {
        String subject = attribute + " of the file";
        try {
            if (depth(text) > DEEPEST) {
                throw new WeightsException(subject, "must be nested " + DEEPEST + " levels deep at most", "more", "");
            }
            return JSON.readTree(text);
        } catch (IOException e) {
            throw Refusal.file(subject, "must be JSON", e);
        }
    }

    private static int depth(String text) throws IOException {
        int depth = 0;
        int deepest = 0;
        try (JsonParser parser = JSON.getFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                deepest = Math.max(deepest, depth);
            }
        }
        return deepest;
    }
}
