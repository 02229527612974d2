package org.tl4j.serve;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request with its one answer. Thread-safe. */
final class HttpExchange {
    /** What nginx calls a request whose client has gone: seen in the log, and by clients that closed their sending side alone. */
    static final int CLIENT_CLOSED = 499;

    private static final String POLICY = "Content-Security-Policy";

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpPresence presence;
    private final HttpDeadlines deadlines;
    private final Connection connection;

    // guarded by this
    private boolean received;
    private boolean answered;

    private volatile boolean abandoned;

    /** @param deadlines of the connection, which end with the header and begin again with the answer */
    HttpExchange(String id, Request request, Response response, Callback callback, HttpDeadlines deadlines) {
        this.id = id;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.presence = HttpPresence.of(request);
        this.deadlines = deadlines;
        this.connection = request.getConnectionMetaData().getConnection();
    }

    /** The header has come. */
    void begin() {
        deadlines.begin(connection, this);
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

    /** Ends without an answer, since nobody would read it; it has no effect after an answer. */
    void abandon(Throwable failure) {
        if (first()) {
            abandoned = true;
            callback.failed(new Request.Handler.AbortException(failure));
        }
    }

    /** Of the answer, or what stands for none. */
    int status() {
        return abandoned ? CLIENT_CLOSED : response.getStatus();
    }

    /** Sends the answer; later ones have no effect. */
    void answer(ServerResponse answer) {
        if (!first()) {
            return;
        }
        deadlines.answer(connection, this);
        write(request, response, callback, id, answer);
    }

    /** Sends an answer with the headers that all have. */
    static void write(Request request, Response response, Callback callback, String id, ServerResponse answer) {
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
    void over() {
        first();
        deadlines.end(connection, this);
    }
}
