package org.tl4j.serve;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.tl4j.application.documents.Json;

/** Writes a line of JSON per answered request. No path, query, header or content of a request gets into it. Thread-safe. */
final class AccessLog {
    private final Consumer<String> lines;
    private final InstantSource clock;

    AccessLog(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * A line.
     *
     * @param time when the answer was sent, as ISO 8601 has it
     * @param id as the header {@code X-Request-Id} of the answer
     * @param method such as {@code POST}
     * @param route the template of the address
     * @param status of the answer
     * @param received bytes of the body of the request
     * @param sent bytes of the body of the answer
     * @param milliseconds from the header of the request to the end of the answer
     * @param images of the request
     */
    record Line(
            String time,
            String id,
            String method,
            String route,
            int status,
            long received,
            long sent,
            long milliseconds,
            int images) {}

    void write(
            String id, String method, String route, int status, long received, long sent, double seconds, int images) {
        lines.accept(Json.text(new Line(
                clock.instant().toString(),
                id,
                method,
                route,
                status,
                received,
                sent,
                Math.round(seconds * 1000),
                images)));
    }
}
