package org.tl4j.serve;

import java.util.Locale;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/**
 * A failure as {@code application/problem+json} (RFC 9457), with the parts of a {@link Problem}. The member {@code error} is what the
 * Open Inference Protocol asks for.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title of the status
 * @param status of the answer, or the one that an image alone would have had
 * @param subject what it is about
 * @param rule what must hold
 * @param found what was found instead, or empty
 * @param remedy what to do, or empty
 * @param detail the whole problem on one line
 * @param error the same
 * @param category of {@link Category} in lower case, {@code request} for a refusal by the server, {@code internal} for a defect
 * @param kind of {@link DataKind}, or null
 */
record ProblemDocument(
        String type,
        String title,
        int status,
        String subject,
        String rule,
        String found,
        String remedy,
        String detail,
        String error,
        String category,
        String kind) {
    private static final String BLANK = "about:blank";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int UNPROCESSABLE = 422;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    /** A failure of an image or of an argument. */
    static ProblemDocument of(Tl4jException failure) {
        return of(
                status(failure),
                failure.problem(),
                failure.category().name().toLowerCase(Locale.ROOT),
                failure instanceof DataException data ? data.kind().name() : null);
    }

    /** A refusal by the server. */
    static ProblemDocument of(RefusedRequestException refusal) {
        return of(refusal.status(), refusal.problem(), "request", null);
    }

    /** A refusal without more than its status, as the parser of HTTP makes it. */
    static ProblemDocument ofStatus(int status, String reason) {
        return of(
                status,
                new Problem("request", "must be one that this server answers", Printable.text(reason, 200), ""),
                "request",
                null);
    }

    /** A defect, or a failure of the machine, whose details are for the log of the server alone. */
    static ProblemDocument internal(String requestId) {
        return of(
                INTERNAL,
                new Problem(
                        "server",
                        "must be able to compute the answer",
                        "a failure that is in its log",
                        "look there for the request " + requestId),
                "internal",
                null);
    }

    /** Whether the details of a failure may be shown to who sent the request: those of the server's files may not. */
    static boolean isOfRequest(Tl4jException failure) {
        return status(failure) < INTERNAL;
    }

    static int status(Tl4jException failure) {
        return switch (failure.category()) {
            case USAGE -> BAD_REQUEST;
            case DATA -> failure instanceof DataException data ? status(data.kind()) : UNPROCESSABLE;
            case WEIGHTS, BUNDLE, TRAINING, ENVIRONMENT -> INTERNAL;
            case INTERRUPTED -> UNAVAILABLE;
        };
    }

    private static int status(DataKind kind) {
        return switch (kind) {
            case NOT_FOUND -> NOT_FOUND;
            case TOO_LARGE -> TOO_LARGE;
            case UNSUPPORTED -> UNSUPPORTED;
            case UNREADABLE, CORRUPT, LAYOUT -> UNPROCESSABLE;
        };
    }

    private static ProblemDocument of(int status, Problem problem, String category, String kind) {
        String message = problem.message();
        return new ProblemDocument(
                BLANK,
                title(status),
                status,
                problem.subject(),
                problem.rule(),
                problem.found(),
                problem.remedy(),
                message,
                message,
                category,
                kind);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 499 -> "Client Closed Request";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
