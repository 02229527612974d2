package org.tl4j.storage.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a stream that has delivered almost nothing for a while, so that its reader fails: the timeout of {@link
 * java.net.http.HttpRequest} ends with the headers of the response. A limit on the whole transfer would break slow
 * connections that work. A short silence counts, and so does a trickle over {@value #LONG} times as long, at which
 * weights would take years.
 */
final class StallGuard implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StallGuard.class);

    /** Bytes per second: a hundredth of the slowest useful connection. */
    private static final long LEAST = 50;

    /** Bytes per second over a long interval: 100 MB per day. */
    private static final long LEAST_IN_LONG = 1_000;

    /** How many short intervals make a long one: 5 minutes for intervals of 60 seconds. */
    private static final int LONG = 5;

    private final InputStream body;
    private final long leastBytes;
    private final long leastInLong;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> checks;
    private final AtomicLong moved = new AtomicLong();
    private volatile boolean stalled;
    // set by the timer's thread
    private long movedInLong;
    private int checksInLong;

    /**
     * Watches {@code body} from now on.
     *
     * @param limit how long so little data is allowed; at most twice this time passes
     */
    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.leastBytes = Math.max(1, LEAST * limit.toMillis() / 1000);
        this.leastInLong = LEAST_IN_LONG * LONG * limit.toMillis() / 1000;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tl4j-stall-guard");
            thread.setDaemon(true);
            return thread;
        });
        long millis = limit.toMillis();
        this.checks = timer.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Records received bytes. */
    void moved(int bytes) {
        moved.addAndGet(bytes);
    }

    /** Whether the stream was closed because it stalled. */
    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        checks.cancel(false);
        timer.shutdownNow();
    }

    private void check() {
        long bytes = moved.getAndSet(0);
        movedInLong += bytes;
        boolean trickle = false;
        if (++checksInLong == LONG) {
            trickle = movedInLong < leastInLong;
            movedInLong = 0;
            checksInLong = 0;
        }
        if (bytes >= leastBytes && !trickle) {
            return;
        }
        stalled = true;
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("a stalled transfer cannot be closed", e);
        }
    }
}
