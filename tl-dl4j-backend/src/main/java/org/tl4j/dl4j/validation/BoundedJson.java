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
 * Parses JSON from untrusted files. The text is first scanned token by token, which needs little memory
 * at any nesting depth, and becomes a tree only if it is within bounds. Duplicate keys of an object are refused, and so
 * is any text after the document.
 */
public final class BoundedJson {
    /** The deepest permitted nesting of a graph; graphs are about ten levels deep. */
    public static final int DEEPEST = 64;

    /** The most characters of a number: parsing takes quadratic time. */
    private static final int LONGEST_NUMBER = 400;

    /** The most characters of a key or a text. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** The most keys, values and brackets, so that the tree fits into a small heap. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // a hostile file must not fill tables that are kept after it
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BoundedJson() {}

    /** Parses a text that is nested at most {@link #DEEPEST} levels deep. */
    public static JsonNode tree(String text) throws JsonProcessingException {
        return tree(text, DEEPEST);
    }

    /**
     * Parses a text; an empty text gives a missing node.
     *
     * @param deepest the most levels of nesting, at most 1000
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
