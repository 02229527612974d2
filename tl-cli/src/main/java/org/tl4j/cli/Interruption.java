package org.tl4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;

/**
 * Handles Ctrl-C: the work is interrupted and gets a moment to remove unfinished files; nothing more is printed.
 * Training with checkpoints gets the time to finish its batch and write one, and the command that resumes it is
 * printed. When the work is done and only its report is missing, where the result is and how to get the report is printed. Runs
 * as a shutdown hook, which does nothing if the work has ended.
 */
final class Interruption implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final long PATIENCE_SECONDS = 3;

    /** A batch of large images on a slow machine, and a checkpoint of a large network. */
    private static final long PATIENCE_WITH_A_BATCH_SECONDS = 60;

    private final Thread worker;
    private final Console console;
    private final ResumeHint resumption;
    private final CountDownLatch over = new CountDownLatch(1);

    Interruption(Thread worker, Console console, ResumeHint resumption) {
        this.worker = worker;
        this.console = console;
        this.resumption = resumption;
    }

    /** Called when the work has ended by itself. */
    void over() {
        over.countDown();
    }

    @Override
    public void run() {
        if (over.getCount() == 0) {
            return;
        }
        Optional<Path> run = resumption.folder();
        if (run.isPresent()) {
            console.say("interrupted; finishing the batch and writing a checkpoint");
            worker.interrupt();
            await(PATIENCE_WITH_A_BATCH_SECONDS);
            // checked again: the work may have failed without a checkpoint, or have ended
            resumption.folder().ifPresent(folder -> console.say("resume with: " + ResumeHint.command(folder)));
        } else {
            console.say("interrupted" + consequence());
            // the failure of the interrupted work would only confuse
            console.out().close();
            console.err().close();
            worker.interrupt();
            await(PATIENCE_SECONDS);
            resumption.clean();
        }
    }

    private String consequence() {
        Optional<String> finished = resumption.finished();
        if (finished.isPresent()) {
            return "; " + finished.get();
        }
        if (resumption.repeatable()) {
            return "; the same command goes on where it was";
        }
        return resumption.begun()
                ? " before the first epoch; there is no checkpoint, the same command starts again"
                : "";
    }

    private void await(long seconds) {
        try {
            // native code ignores interrupts; files appear complete or not at all, so it may be stopped
            boolean ended = over.await(seconds, TimeUnit.SECONDS);
            LOG.debug("the work {}", ended ? "has ended" : "is cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
