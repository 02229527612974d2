package org.tl4j.serve;

import java.util.Map;
import org.tl4j.core.error.Problem;

/** A request that is refused by the server itself, with the status that says so. */
final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;
    private final transient Map<String, String> headers;

    RefusedRequestException(int status, Problem problem, Map<String, String> headers) {
        super(problem.message(), null, false, false);
        this.status = status;
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    RefusedRequestException(int status, String subject, String rule, String found, String remedy) {
        this(status, new Problem(subject, rule, found, remedy), Map.of());
    }

    static RefusedRequestException queueFull() {
        return new RefusedRequestException(
                429,
                new Problem(
                        "queue of the model", "must have room for the images", "a full one", "send them again later"),
                Map.of("Retry-After", "1"));
    }

    static RefusedRequestException tooLate(RequestLimits limits) {
        return new RefusedRequestException(
                503,
                new Problem(
                        "request",
                        "must be answered within " + limits.timeLimit().toMillis() + " ms",
                        "a longer time",
                        "send it again later, or fewer images at a time"),
                Map.of("Retry-After", "1"));
    }

    static RefusedRequestException bodyTooLong(RequestLimits limits) {
        return new RefusedRequestException(
                413,
                "body of the request",
                "must have at most " + limits.maximumBodyBytes() + " bytes",
                "a longer one",
                "send fewer or smaller images");
    }

    static RefusedRequestException tooManyImages(RequestLimits limits) {
        return new RefusedRequestException(
                413,
                "request",
                "must have at most " + limits.maximumImages() + " images",
                "more",
                "send several requests");
    }

    static RefusedRequestException badRequest(String subject, String rule, String found, String remedy) {
        return new RefusedRequestException(400, subject, rule, found, remedy);
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }

    /** Headers of the answer. */
    Map<String, String> headers() {
        return headers;
    }
}
