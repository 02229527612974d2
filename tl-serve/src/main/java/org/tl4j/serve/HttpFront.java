package org.tl4j.serve;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.Tl4jException;

/**
 * Receives requests: who may ask, who answers, the body, the time limit, and at the end the answer, a line of the log and the metrics.
 * It waits for nothing.
 */
final class HttpFront extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private final Routes routes;
    private final RequestGuard guard;
    private final RequestLimits limits;
    private final BodyMemory memory;
    private final ServerMetrics metrics;
    private final Optional<AccessLog> log;
    private final ScheduledExecutorService timer;
    private final HttpDeadlines deadlines;
    private final String run;
    private final AtomicLong count = new AtomicLong();

    /** @param run distinguishes the requests of this server from those of earlier ones */
    HttpFront(
            Routes routes,
            ServerSettings settings,
            ServerMetrics metrics,
            Optional<AccessLog> log,
            ScheduledExecutorService timer,
            HttpDeadlines deadlines,
            String run) {
        this.routes = routes;
        this.guard = new RequestGuard(settings);
        this.limits = settings.limits();
        this.memory = new BodyMemory(limits.memoryBytes());
        this.metrics = metrics;
        this.log = log;
        this.timer = timer;
        this.deadlines = deadlines;
        this.run = run;
    }

    /** What is known of a request while it is answered. */
    private static final class Progress {
        private final HttpExchange exchange;
        private volatile String route = "none";
        private volatile Call call;
        private volatile HttpBody body;

        /** Somebody works with the body, perhaps for longer than the request takes. */
        private volatile boolean used;

        private final AtomicReference<Future<?>> alarm = new AtomicReference<>();

        Progress(HttpExchange exchange) {
            this.exchange = exchange;
        }

        /** Gives the memory of the body back. */
        void free() {
            HttpBody received = body;
            if (received != null) {
                received.free();
            }
        }

        void alarm(Future<?> next) {
            Future<?> before = alarm.getAndSet(next);
            if (before != null) {
                before.cancel(false);
            }
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpExchange exchange = new HttpExchange(nextId(), request, response, callback, deadlines);
        exchange.begin();
        Progress progress = new Progress(exchange);
        metrics.requestBegan();
        Request.addCompletionListener(request, failure -> ended(request, response, progress));
        try {
            begin(request, progress);
        } catch (RuntimeException | Error e) { // every failure has an answer
            fail(progress, e);
        }
        return true;
    }

    private String nextId() {
        return run + "-" + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each outcome is answered
    private void begin(Request request, Progress progress) {
        Routes.Match match = routes.find(request.getMethod(), Request.getPathInContext(request));
        Route route = match.route();
        progress.route = route.template();
        guard.check(
                route.isOpen(),
                Request.getServerName(request),
                Optional.ofNullable(request.getHttpURI().getAuthority())
                        .or(() -> Optional.ofNullable(request.getHeaders().get(HttpHeader.HOST))),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)),
                Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
        Map<String, List<String>> parameters = parameters(request);
        Optional<String> type = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
        if (!route.takesBody()) {
            call(
                    progress,
                    match,
                    new Call(match.variables(), parameters, type, new byte[0], progress.exchange::isWanted));
            return;
        }
        HttpBody body = new HttpBody(request, limits, memory);
        progress.body = body;
        progress.alarm(timer.schedule(
                () -> request.fail(new TimeoutException("the body is too slow")),
                limits.receiveWithin().toMillis(),
                TimeUnit.MILLISECONDS));
        body.received().whenComplete((bytes, failure) -> {
            if (failure != null) {
                fail(progress, failure);
                return;
            }
            // a client that waits for its answer sends nothing, and that is no timeout
            request.addIdleTimeoutListener(timeout -> false);
            progress.exchange.received();
            progress.alarm(timer.schedule(
                    () -> fail(progress, RefusedRequestException.tooLate(limits)),
                    limits.timeLimit().toMillis(),
                    TimeUnit.MILLISECONDS));
            Call call = new Call(match.variables(), parameters, type, bytes, progress.exchange::isWanted);
            progress.used = true;
            // a long document takes a while to be read, and this may be the thread that all connections share
            request.getComponents().getExecutor().execute(() -> call(progress, match, call));
        });
        body.start(request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each outcome is answered
    private void call(Progress progress, Routes.Match match, Call call) {
        progress.call = call;
        try {
            match.route().handler().answer(call).whenComplete((answer, failure) -> {
                progress.free();
                if (failure == null) {
                    progress.exchange.answer(answer);
                } else {
                    fail(progress, failure);
                }
            });
        } catch (RuntimeException | Error e) { // every failure has an answer
            progress.free();
            fail(progress, e);
        }
    }

    private static Map<String, List<String>> parameters(Request request) {
        Map<String, List<String>> parameters = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                parameters.put(field.getName(), List.copyOf(field.getValues()));
            }
        } catch (RuntimeException e) { // whatever Jetty throws of a query that it cannot decode
            LOG.debug("a query cannot be decoded", e);
            throw RefusedRequestException.badRequest("query of the address", "must be in UTF-8", "another one", "");
        }
        return parameters;
    }

    private void fail(Progress progress, Throwable thrown) {
        HttpExchange exchange = progress.exchange;
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof RefusedRequestException refusal) {
            exchange.answer(ServerResponse.problem(ProblemDocument.of(refusal), refusal.headers()));
        } else if (failure instanceof DroppedWorkException) {
            exchange.answer(ServerResponse.problem(
                    ProblemDocument.ofStatus(HttpExchange.CLIENT_CLOSED, "a client that has gone"), Map.of()));
        } else if (failure instanceof Tl4jException known && ProblemDocument.isOfRequest(known)) {
            exchange.answer(ServerResponse.problem(ProblemDocument.of(known), Map.of()));
        } else if (progress.call == null
                && failure instanceof IOException) { // or sends chunks after which Jetty reads no further
            LOG.debug("the client of request {} has gone", exchange.id(), failure);
            exchange.abandon(failure);
        } else {
            LOG.warn("request {} of {} failed", exchange.id(), progress.route, failure);
            exchange.answer(ServerResponse.problem(ProblemDocument.internal(exchange.id()), Map.of()));
        }
    }

    private void ended(Request request, Response response, Progress progress) {
        progress.exchange.over();
        progress.alarm(null);
        HttpBody body = progress.body;
        if (!progress.used) {
            progress.free();
        }
        int status = progress.exchange.status();
        double seconds = progress.exchange.seconds();
        metrics.requestEnded(progress.route, status, seconds);
        log.ifPresent(lines -> lines.write(
                progress.exchange.id(),
                METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER",
                progress.route,
                status,
                body == null ? 0 : body.bytes(),
                Response.getContentBytesWritten(response),
                seconds,
                progress.call == null ? 0 : progress.call.images()));
    }
}
