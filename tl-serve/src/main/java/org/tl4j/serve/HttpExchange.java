package org.tl4j.serve;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request with its one answer. Thread-safe. */
final class HttpExchange {
    private static final String POLICY = "Content-Security-Policy";

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpPresence presence;

    // guarded by this
    private boolean received;
    private boolean answered;

    HttpExchange(String id, Request request, Response response, Callback callback) {
        this.id = id;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.presence = HttpPresence.of(request);
    }

    String id() {
        return id;
    }

    /** The whole body has come, so that nobody reads from the connection. */
    synchronized void received() {
        received = true;
    }

    /** Whether somebody still waits for the answer. */
    synchronized boolean isWanted() {
        return !answered && !(received && presence.hasGone());
    }

    /** Seconds since the header of the request. */
    double seconds() {
        return (System.nanoTime() - request.getHeadersNanoTime()) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /** Ends without an answer, since nobody would read it. Later calls have no effect. */
    void abandon(Throwable failure) {
        if (first()) {
            callback.failed(failure);
        }
    }

    /** Sends the answer; later ones have no effect. */
    void answer(Answer answer) {
        if (!first()) {
            return;
        }
        write(request, response, callback, id, answer);
    }

    /** Sends an answer with the headers that all have. */
    static void write(Request request, Response response, Callback callback, String id, Answer answer) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
        response.getHeaders().put(new HttpField("Referrer-Policy", "no-referrer"));
        response.getHeaders().put(new HttpField("Cross-Origin-Resource-Policy", "same-origin"));
        response.getHeaders().put(new HttpField(POLICY, "default-src 'none'; frame-ancestors 'none'"));
        response.getHeaders().put(new HttpField("X-Request-Id", id));
        answer.headers().forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private synchronized boolean first() {
        boolean first = !answered;
        answered = true;
        return first;
    }

    /** The request has ended, however. */
    synchronized void over() {
        answered = true;
    }
}
