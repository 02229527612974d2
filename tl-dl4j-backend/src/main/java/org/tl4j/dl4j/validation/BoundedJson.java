package org.tl4j.dl4j.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParseException;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.StreamReadFeature;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * JSON from files that nobody vouches for. The text is gone through token by token first, which takes the same little memory
 * however deep it is nested, and becomes a tree only if it is within bounds. Two equal keys of one object are refused, and so
 * is anything behind the document.
 */
public final class BoundedJson {
    /** How deep a graph of Deeplearning4j may be nested; theirs are about ten levels deep. */
    public static final int DEEPEST = 64;

    /** Characters of a number: longer ones take quadratic time to become one. */
    private static final int LONGEST_NUMBER = 400;

    /** Characters of a key or a text. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** Keys, values and brackets, so that the tree fits into a small heap. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // a hostile file must not fill tables that outlive it
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BoundedJson() {}

    /** The tree of a text that is nested at most {@link #DEEPEST} levels deep. */
    public static JsonNode tree(String text) throws JsonProcessingException {
        return tree(text, DEEPEST);
    }

    /**
     * The tree of a text; an empty text gives a missing node.
     *
     * @param deepest how many levels it may be nested, at most 1000
     * @throws JsonProcessingException if it is not JSON, or beyond the bounds
     */
    public static JsonNode tree(String text, int deepest) throws JsonProcessingException {
        scan(text, deepest);
        return MAPPER.readTree(text);
    }

    private static void scan(String text, int deepest) throws JsonProcessingException {
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            int depth = 0;
            int tokens = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (++tokens > MOST_TOKENS) {
                    throw new JsonParseException(parser, "more than " + MOST_TOKENS + " keys and values");
                }
                if (depth > deepest) {
                    throw new JsonParseException(parser, "nested more than " + deepest + " levels deep");
                }
                int longest = token.isNumeric() ? LONGEST_NUMBER : LONGEST_TEXT;
                if (token != JsonToken.START_OBJECT && parser.getTextLength() > longest) {
                    throw new JsonParseException(parser, "a value of more than " + longest + " characters");
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
    }
}
