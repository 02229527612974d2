package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tl4j.storage.files.DiskProblem;

/**
 * Where the lines of an access log go. A thread of its own writes them, so that a pipe that nobody reads, or a slow disk, does not
 * stop the server: then lines are dropped and counted. Thread-safe.
 */
final class AccessLogFile implements AutoCloseable {
    private static final String STANDARD_OUTPUT = "-";
    private static final int MOST_WAITING = 10_000;
    private static final long END_SECONDS = 2;

    private final Optional<PrintStream> target;
    private final boolean own;
    private final int most;
    private final Thread writer = new Thread(this::work, "tl4j-access-log");

    // guarded by this
    private final Deque<String> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean closed;

    /**
     * A log, with its thread.
     *
     * @param own whether the target is closed with this
     * @param most lines that wait
     */
    AccessLogFile(Optional<PrintStream> target, boolean own, int most) {
        this.target = target;
        this.own = own;
        this.most = most;
        writer.setDaemon(true);
        if (target.isPresent()) {
            writer.start();
        }
    }

    /** The log of an option; it is not open where there is none. */
    static AccessLogFile open(Optional<String> place, PrintStream standardOutput) {
        if (place.isEmpty()) {
            return new AccessLogFile(Optional.empty(), false, MOST_WAITING);
        }
        if (place.get().equals(STANDARD_OUTPUT)) {
            return new AccessLogFile(Optional.of(standardOutput), false, MOST_WAITING);
        }
        Path file = Path.of(place.get());
        try {
            return new AccessLogFile(
                    Optional.of(new PrintStream(
                            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            false,
                            StandardCharsets.UTF_8)),
                    true,
                    MOST_WAITING);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        }
    }

    boolean isOpen() {
        return target.isPresent();
    }

    /** Appends a line soon, or drops it where too many wait. A log that cannot be written does not stop the server. */
    synchronized void write(String line) {
        if (waiting.size() >= most) {
            dropped++;
            return;
        }
        waiting.add(line);
        notifyAll();
    }

    private void work() {
        PrintStream stream = target.orElseThrow();
        for (String lines = next(); !lines.isEmpty(); lines = next()) {
            stream.print(lines);
            stream.flush();
        }
        if (own) {
            stream.close();
        }
    }

    /** All lines that wait; nothing when this is closed and all are written. */
    private synchronized String next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) { // nobody interrupts it
                closed = true;
            }
        }
        StringBuilder lines = new StringBuilder();
        for (String line : waiting) {
            lines.append(line).append('\n');
        }
        waiting.clear();
        if (dropped > 0) {
            lines.append("{\"dropped\":").append(dropped).append("}\n");
            dropped = 0;
        }
        return lines.toString();
    }

    /** Writes what waits, unless that takes too long. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
