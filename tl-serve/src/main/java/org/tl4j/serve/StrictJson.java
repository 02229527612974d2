package org.tl4j.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Reads JSON of requests: of little depth, without members that occur twice. */
final class StrictJson {
    private static final int DEPTH = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    // an image in base64; the body as a whole has its own limit
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    static JsonParser parser(byte[] body) throws IOException {
        return FACTORY.createParser(body);
    }

    static void require(JsonToken found, JsonToken wanted, String words) {
        if (found != wanted) {
            throw RefusedRequestException.badRequest(
                    "JSON document", "must have " + words + " here", String.valueOf(found), "");
        }
    }

    /** Nothing may follow the document. */
    static void requireEnd(JsonParser json) throws IOException {
        require(json.currentToken(), JsonToken.END_OBJECT, "the end of the object");
        require(json.nextToken(), null, "nothing");
    }

    static RefusedRequestException malformed(IOException failure) {
        String message = failure instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(failure.getMessage());
        return RefusedRequestException.badRequest(
                "body of the request",
                "must be a JSON document",
                message.lines().findFirst().orElse(""),
                "");
    }
}
