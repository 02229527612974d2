package org.tl4j.storage.tensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.error.WeightsException;

/**
 * Reads the JSON object of a safetensors header, token by token, so that a hostile one never becomes a tree. Used for
 * one header.
 */
final class HeaderParser {
    private static final String METADATA = "__metadata__";
    // names are not kept in a shared table: a hostile header could fill it
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Refusal refusal;
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    HeaderParser(Refusal refusal) {
        this.refusal = refusal;
    }

    Map<String, TensorEntry> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            expect(json, JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals(METADATA)) {
                    parseMetadata(json);
                } else {
                    tensors.put(name, parseTensor(json, name));
                }
            }
            if (json.nextToken() != null) {
                throw refusal.because("must have nothing behind the JSON object of its header", json.currentToken());
            }
        } catch (JsonProcessingException e) {
            throw refusal.because("must have a header of valid JSON", e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be read", e);
        }
    }

    private void parseMetadata(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, METADATA);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            expect(json, JsonToken.VALUE_STRING, METADATA + " " + key);
            metadata.put(key, json.getText());
        }
    }

    private TensorEntry parseTensor(JsonParser json, String name) throws IOException {
        expect(json, JsonToken.START_OBJECT, name);
        ElementType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> type = parseType(json, name);
                case "shape" -> shape = parseNumbers(json, name + " shape");
                case "data_offsets" -> offsets = parseNumbers(json, name + " data_offsets");
                default ->
                    throw refusal.because("must describe " + name + " by dtype, shape and data_offsets alone", key);
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw refusal.because("must describe " + name + " by dtype, shape and data_offsets", "one of them missing");
        }
        return entry(name, type, shape, offsets);
    }

    private ElementType parseType(JsonParser json, String name) throws IOException {
        expect(json, JsonToken.VALUE_STRING, name + " dtype");
        String type = json.getText();
        return ElementType.named(type)
                .orElseThrow(() ->
                        refusal.because("must give " + name + " a dtype of " + List.of(ElementType.values()), type));
    }

    private List<Long> parseNumbers(JsonParser json, String what) throws IOException {
        expect(json, JsonToken.START_ARRAY, what);
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, JsonToken.VALUE_NUMBER_INT, what);
            long number = json.getLongValue();
            if (number < 0) {
                throw refusal.because("must have no negative number in " + what, number);
            }
            numbers.add(number);
        }
        return numbers;
    }

    private TensorEntry entry(String name, ElementType type, List<Long> shape, List<Long> offsets) {
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw refusal.because("must give " + name + " a first and a last data offset", offsets);
        }
        long bytes = bytes(name, type, shape);
        long given = offsets.get(1) - offsets.get(0);
        if (bytes != given) {
            throw refusal.because(
                    "must hold %d bytes for %s of shape %s and type %s".formatted(bytes, name, shape, type), given);
        }
        if (bytes > ByteWindows.LONGEST) {
            throw refusal.because("must have no tensor over " + ByteWindows.LONGEST + " bytes", name + " of " + bytes);
        }
        return new TensorEntry(type, shape.stream().map(Math::toIntExact).toList(), offsets.get(0), offsets.get(1));
    }

    private long bytes(String name, ElementType type, List<Long> shape) {
        try {
            long size = type.size();
            for (long dimension : shape) {
                // a dimension beside a zero may have any value, but a Tensor counts in ints
                size = Math.multiplyExact(size, Math.toIntExact(dimension));
            }
            return size;
        } catch (ArithmeticException e) {
            throw refusal.because("must give " + name + " a shape that can be counted", shape, e);
        }
    }

    private void expect(JsonParser json, JsonToken expected, String where) throws WeightsException {
        if (json.currentToken() != expected) {
            throw refusal.because(
                    "must have a %s as %s".formatted(expected, where), String.valueOf(json.currentToken()));
        }
    }
}
