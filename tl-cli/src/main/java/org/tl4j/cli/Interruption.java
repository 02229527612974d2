package org.tl4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.cli.output.Console;

/**
 * What Ctrl-C does: the work is interrupted and gets a moment to remove what is half-written; nothing more is printed. Run as
 * a shutdown hook, where it does nothing if the work is over.
 */
final class Interruption implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final long PATIENCE_SECONDS = 3;

    private final Thread worker;
    private final Console console;
    private final CountDownLatch over = new CountDownLatch(1);

    Interruption(Thread worker, Console console) {
        this.worker = worker;
        this.console = console;
    }

    /** The work has ended by itself. */
    void over() {
        over.countDown();
    }

    @Override
    public void run() {
        if (over.getCount() == 0) {
            return;
        }
        console.say("interrupted");
        // what the interrupted work says of its failure would only confuse
        console.out().close();
        console.err().close();
        worker.interrupt();
        try {
            // native code hears no interrupt; files appear whole or not at all, so it may be cut off
            boolean ended = over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            LOG.debug("the work {}", ended ? "has ended" : "is cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
