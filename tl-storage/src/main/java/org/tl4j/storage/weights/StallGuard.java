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
 * Closes a stream from which next to nothing has come for a while, so that whoever waits for it fails: the timeout of
 * {@link java.net.http.HttpRequest} ends with the head of the answer. A limit on the whole would stop slow lines that work.
 * A short silence is one, and so is a trickle over {@value #LONG} times as long, by which weights would take years.
 */
final class StallGuard implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StallGuard.class);

    /** Bytes a second: a hundredth of the slowest line that one would fetch weights by. */
    private static final long LEAST = 50;

    /** Bytes a second over a long while: 100 MB in a day. */
    private static final long LEAST_IN_LONG = 1_000;

    /** How many short whiles are a long one: 5 minutes of 60 seconds each. */
    private static final int LONG = 5;

    private final InputStream body;
    private final long leastBytes;
    private final long leastInLong;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> checks;
    private final AtomicLong moved = new AtomicLong();
    private volatile boolean stalled;
    // of the timer's thread
    private long movedInLong;
    private int checksInLong;

    /**
     * Watches {@code body} from now on.
     *
     * @param limit how long so little may come; at most twice as long passes
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

    /** Notes that bytes have come. */
    void moved(int bytes) {
        moved.addAndGet(bytes);
    }

    /** Whether the stream was closed for standing still. */
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
