package org.tl4j.serve;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tl4j.application.documents.Json;

/** The answer to a request as it is sent. Immutable; nobody changes the bytes. */
final class ServerResponse {
    private static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param body not copied */
    ServerResponse(int status, String contentType, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        this.body = body;
    }

    /** A document, with status 200. */
    static ServerResponse json(Object document) {
        return json(200, document);
    }

    static ServerResponse json(int status, Object document) {
        return new ServerResponse(status, JSON, Map.of(), Json.text(document).getBytes(StandardCharsets.UTF_8));
    }

    /** A problem (RFC 9457). */
    static ServerResponse problem(ProblemDocument problem, Map<String, String> headers) {
        return new ServerResponse(
                problem.status(),
                "application/problem+json",
                headers,
                Json.text(problem).getBytes(StandardCharsets.UTF_8));
    }

    static ServerResponse text(String contentType, String text) {
        return new ServerResponse(200, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8));
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
