package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tl4j.storage.files.DiskProblem;

/** Where the lines of an access log go. Thread-safe. */
final class AccessLogFile implements AutoCloseable {
    private static final String STANDARD_OUTPUT = "-";

    private final Optional<PrintStream> target;
    private final boolean own;

    private AccessLogFile(Optional<PrintStream> target, boolean own) {
        this.target = target;
        this.own = own;
    }

    /** The log of an option; it is not open where there is none. */
    static AccessLogFile open(Optional<String> place, PrintStream standardOutput) {
        if (place.isEmpty()) {
            return new AccessLogFile(Optional.empty(), false);
        }
        if (place.get().equals(STANDARD_OUTPUT)) {
            return new AccessLogFile(Optional.of(standardOutput), false);
        }
        Path file = Path.of(place.get());
        try {
            return new AccessLogFile(
                    Optional.of(new PrintStream(
                            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            false,
                            StandardCharsets.UTF_8)),
                    true);
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(file, e);
        }
    }

    boolean isOpen() {
        return target.isPresent();
    }

    /** Appends a line. A log that cannot be written does not stop the server. */
    synchronized void write(String line) {
        PrintStream stream = target.orElseThrow();
        stream.print(line + "\n");
        stream.flush();
    }

    @Override
    public void close() {
        if (own) {
            target.ifPresent(PrintStream::close);
        }
    }
}
