package org.tl4j.cli.output;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command talks to.
 *
 * @param out for results alone
 * @param err for everything else
 * @param terminal whether a person watches {@code err}
 * @param nanos the time, as {@link System#nanoTime()}
 * @param environment as {@link System#getenv()}
 */
public record Console(
        PrintStream out, PrintStream err, boolean terminal, LongSupplier nanos, Map<String, String> environment) {
    /** Says something that is no result. */
    public void say(String line) {
        err.println("tl: " + line);
        err.flush();
    }

    /** Seconds since a time of {@link #nanos()}. */
    public double secondsSince(long start) {
        return (nanos.getAsLong() - start) / 1e9;
    }
}
