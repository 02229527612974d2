package org.tl4j.application.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.tl4j.core.error.Printable;

/**
 * Writes documents as JSON, on one line. Absent values are left out. Characters that {@link Printable} escapes on the
 * console are escaped here by JSON's own rules, so that a reader gets the exact text.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** A document of records, maps, lists, numbers and texts. */
    public static String text(Object document) {
        try {
            return escaped(MAPPER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are made of what JSON knows", e);
        }
    }

    /** Such characters occur only in strings, since no other part of JSON on one line has any. */
    private static String escaped(String json) {
        if (json.codePoints().noneMatch(Printable::mustBeEscaped)) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (Printable.mustBeEscaped(c)) {
                for (char unit : Character.toChars(c)) {
                    text.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
