package org.tl4j.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long: to send the whole header of a request, counted from the start of the connection or the end
 * of the last request, and to take an answer. Jetty alone closes only those on which nothing moves, so that a byte now and then would
 * hold one for ever. Thread-safe.
 */
final class HttpDeadlines implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDeadlines.class);

    private final ScheduledExecutorService timer;
    private final Executor closing;
    private final long milliseconds;
    private final Map<Connection, Watched> open = new ConcurrentHashMap<>();

    /** @param closing closes connections, which the timer has no time for */
    HttpDeadlines(ScheduledExecutorService timer, Executor closing, Duration within) {
        this.timer = timer;
        this.closing = closing;
        this.milliseconds = within.toMillis();
    }

    /** A connection with what is waited for. */
    private final class Watched {
        private final Connection connection;

        // guarded by this
        private Object request;
        private Future<?> alarm;
        private int waits;

        Watched(Connection connection) {
            this.connection = connection;
        }

        synchronized void begin(Object next) {
            request = next;
            cancel();
        }

        synchronized void answer(Object answered) {
            if (request == answered) {
                start();
            }
        }

        /** Nothing where the next request has begun already. */
        synchronized void end(Object ended) {
            if (request == ended) {
                request = null;
                start();
            }
        }

        synchronized void start() {
            cancel();
            int wait = waits;
            try {
                alarm = timer.schedule(() -> closing.execute(() -> close(wait)), milliseconds, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) { // the server stops, and closes all connections
                LOG.trace("no time limit", e);
            }
        }

        synchronized void cancel() {
            waits++;
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }

        private void close(int wait) {
            if (isCurrent(wait)) {
                LOG.debug("a client took longer than {} ms", milliseconds);
                connection.getEndPoint().close();
            }
        }

        /** Whether what was waited for has not come meanwhile. */
        private synchronized boolean isCurrent(int wait) {
            return waits == wait;
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Watched watched = new Watched(connection);
        open.put(connection, watched);
        watched.start();
    }

    @Override
    public void onClosed(Connection connection) {
        Watched watched = open.remove(connection);
        if (watched != null) {
            watched.cancel();
        }
    }

    /** A request has its whole header; its body and its answer have limits of their own. */
    void begin(Connection connection, Object request) {
        Watched watched = open.get(connection);
        if (watched != null) {
            watched.begin(request);
        }
    }

    /** The answer to a request begins to be sent. */
    void answer(Connection connection, Object request) {
        Watched watched = open.get(connection);
        if (watched != null) {
            watched.answer(request);
        }
    }

    /** The answer has been sent; another header may come. */
    void end(Connection connection, Object request) {
        Watched watched = open.get(connection);
        if (watched != null) {
            watched.end(request);
        }
    }
}
