package org.tl4j.cli.output;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the work under way could go on after it was stopped, and from where. Thread-safe. */
public final class Resumption {
    private final AtomicReference<Path> folder = new AtomicReference<>();

    /** From now on, what is stopped goes on from {@code run}. */
    public void from(Path run) {
        folder.set(run);
    }

    /** There is nothing to go on with any more. */
    public void over() {
        folder.set(null);
    }

    /** The folder of the run; empty where nothing could go on. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder.get());
    }

    /** The command that goes on. */
    public static String command(Path run) {
        String path = run.toString();
        return "tl train --resume " + (path.matches("[\\w./:\\\\-]+") ? path : '"' + path + '"');
    }
}
