package org.tl4j.serve;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before it is a request of ours: malformed headers, and requests while the server stops. */
final class HttpFailures implements Request.Handler {
    private final ServerMetrics metrics;

    HttpFailures(ServerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : response.getStatus();
        metrics.requestRefused(status);
        ServerResponse answer = ServerResponse.problem(
                ProblemDocument.ofStatus(status, HttpStatus.getMessage(status)),
                status == HttpStatus.SERVICE_UNAVAILABLE_503 ? Map.of("Retry-After", "1") : Map.of());
        HttpExchange.write(request, response, callback, "none", answer);
        return true;
    }
}
