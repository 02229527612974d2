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
 */
final class StallGuard implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StallGuard.class);

    /** Bytes a second: a hundredth of the slowest line that one would fetch weights by. */
    private static final long LEAST = 50;

    private final InputStream body;
    private final long leastBytes;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> checks;
    private final AtomicLong moved = new AtomicLong();
    private volatile boolean stalled;

    /**
     * Watches {@code body} from now on.
     *
     * @param limit how long so little may come; at most twice as long passes
     */
    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.leastBytes = Math.max(1, LEAST * limit.toMillis() / 1000);
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
        if (moved.getAndSet(0) >= leastBytes) {
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
