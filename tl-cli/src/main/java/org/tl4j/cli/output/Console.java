package org.tl4j.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.tl4j.application.documents.Json;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Problem;

/**
 * Input and output of a command. Text for people is escaped, see {@link Printable}: labels, file names and messages come
 * from elsewhere.
 */
public final class Console {
    /** Longer than a problem with all its parts at their longest. */
    private static final int LONGEST_LINE = 5 * Printable.LONGEST_QUOTE;

    private final InputStream in;
    private final ResultStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final Map<String, String> environment;

    /**
     * A console on these streams, which stay open.
     *
     * @param in standard input
     * @param out only for results
     * @param err for everything else
     * @param terminal whether {@code err} is a terminal
     * @param nanos the time, as {@link System#nanoTime()}
     * @param environment as {@link System#getenv()}
     */
    public Console(
            InputStream in,
            ResultStream out,
            PrintStream err,
            boolean terminal,
            LongSupplier nanos,
            Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.environment = environment;
    }

    /** What is fed in. */
    public InputStream in() {
        return in;
    }

    /** For results alone. */
    public ResultStream out() {
        return out;
    }

    /** For everything else. */
    public PrintStream err() {
        return err;
    }

    /** Whether a person watches {@code err}. */
    public boolean terminal() {
        return terminal;
    }

    /** The time, as {@link System#nanoTime()}. */
    public LongSupplier nanos() {
        return nanos;
    }

    /** As {@link System#getenv()}. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Prints a message that is not a result. */
    public void say(String line) {
        err.println("tl: " + Printable.text(line, LONGEST_LINE));
        err.flush();
    }

    /** Prints a result for people. */
    public void printText(List<String> lines) {
        TerminalStyle style = TerminalStyle.of(environment, terminal);
        lines.stream().map(Printable::text).flatMap(style::lines).forEach(out::println);
        out.flush();
    }

    /** Prints a result for programs: one line of JSON, without loss. */
    public void printDocument(Object document) {
        out.println(Json.text(document));
        out.flush();
    }

    /** Prints the stack trace of a failure and its causes. */
    public void trace(Throwable failure) {
        err.print(Traces.text(failure));
        err.flush();
    }

    /**
     * Makes sure that all results have been written. A closed pipe is not a failure; any other failure is reported.
     *
     * @param exitCode of the command
     * @return the exit code of the process
     */
    public int finish(int exitCode) {
        out.flush();
        if (out.failure().isEmpty() || out.readerHasLeft() || exitCode == ExitCodes.INTERRUPTED) {
            return exitCode;
        }
        IOException failure = out.failure().get();
        say(new Problem(
                        "standard output",
                        "must take the result",
                        String.valueOf(failure.getMessage()),
                        "free some space, or send it elsewhere; the result is lost")
                .message());
        return ExitCodes.FAILED;
    }

    /** Seconds since a time of {@link #nanos()}. */
    public double secondsSince(long start) {
        return (nanos.getAsLong() - start) / 1e9;
    }
}
