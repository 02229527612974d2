package org.tl4j.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.tl4j.cli.output.Console;
import org.tl4j.core.error.Printable;
import org.tl4j.core.progress.Progress;

/**
 * Shows the progress of stages of more than two seconds on standard error: at a terminal as a bar with rate and time
 * left, otherwise as occasional lines. Close it before anything else is printed. Thread-safe.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;
    private static final int BAR_WIDTH = 100;
    private static final int LONGEST_NAME = 60;

    private final Console console;
    // all guarded by this
    private Stage stage;
    private long nextLine;
    private ProgressBar bar;

    /** Creates a display that shows nothing yet. */
    public ConsoleProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void at(String name, long done, long total) {
        long now = console.nanos().getAsLong();
        if (stage == null || !stage.name().equals(name)) {
            closeBar();
            stage = new Stage(name, now, done);
            nextLine = now + QUIET_NANOS;
        }
        if (console.terminal()) {
            atBar(now, done, total);
        } else if (now >= nextLine) {
            console.say(stage.line(now, done, total));
            nextLine = now + BETWEEN_LINES_NANOS;
        }
        if (done >= total) {
            closeBar();
            stage = null;
        }
    }

    private void atBar(long now, long done, long total) {
        if (bar == null && now >= nextLine && done < total) {
            bar = bar(console.err(), stage, done, total, Duration.ofNanos(now - stage.startedNanos()));
        }
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    private static ProgressBar bar(PrintStream err, Stage stage, long done, long total, Duration elapsed) {
        return new ProgressBarBuilder()
                .setTaskName(Printable.text(stage.name(), LONGEST_NAME))
                .setInitialMax(total)
                .startsFrom(done, elapsed)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUpdateIntervalMillis(250)
                // a width of its own: asking the terminal for one would load another library
                .setConsumer(new ConsoleProgressBarConsumer(err, BAR_WIDTH))
                .build();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public synchronized void close() {
        closeBar();
        stage = null;
    }
}
