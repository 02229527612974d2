package org.tl4j.serve;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.application.documents.Json;

/** An answer as it is sent. Immutable; nobody changes the bytes. */
final class Answer {
    private static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param body not copied */
    Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body;
    }

    /** A document, with status 200. */
    static Answer json(Object document) {
        return json(200, document);
    }

    static Answer json(int status, Object document) {
        return new Answer(status, JSON, Map.of(), Json.text(document).getBytes(StandardCharsets.UTF_8));
    }

    /** A problem (RFC 9457). */
    static Answer problem(ProblemDocument problem, Map<String, String> headers) {
        return new Answer(
                problem.status(),
                "application/problem+json",
                headers,
                Json.text(problem).getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(String contentType, String text) {
        return new Answer(200, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
