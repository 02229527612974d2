package org.tl4j.storage.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as trees, strictly: no duplicate names, nothing behind the document, no classes named by data. A text is scanned
 * token by token first and becomes a tree only if it is within the bounds, so that a hostile document takes little
 * memory. Stateless and thread-safe.
 */
public final class Json {
    /** How many levels a document may be nested; those of this software have about ten. */
    public static final int DEEPEST = 64;

    /** Keys, values and brackets. */
    private static final int MOST_TOKENS = 1_000_000;

    /** Characters of a number: longer ones take quadratic time to parse. */
    private static final int LONGEST_NUMBER = 400;

    /** Characters of a key or a text. */
    private static final int LONGEST_TEXT = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    // a hostile file must not fill tables that stay in memory
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    // the line break of the system must not change the bytes of a document
    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /**
     * The tree of a text; an empty text gives a missing node.
     *
     * @throws JsonProcessingException if it is not JSON, or not within the bounds
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        requireShallow(text);
        return MAPPER.readTree(text);
    }

    /**
     * The text of a tree in UTF-8: an indentation of two spaces, lines that end in LF.
     *
     * @throws JsonProcessingException if a text is not valid Unicode
     */
    public static byte[] write(JsonNode tree) throws JsonProcessingException {
        return WRITER.writeValueAsBytes(tree);
    }

    private static void requireShallow(String text) throws JsonProcessingException {
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new JsonParseException(parser, "nested more than " + DEEPEST + " levels deep");
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
    }
}
