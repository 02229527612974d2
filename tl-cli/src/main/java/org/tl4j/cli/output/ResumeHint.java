package org.tl4j.cli.output;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the work under way could go on after it was stopped, and from where. Thread-safe. */
public final class ResumeHint {
    private final AtomicReference<Path> folder = new AtomicReference<>();
    private final AtomicReference<Runnable> cleaning = new AtomicReference<>(() -> {});
    private volatile boolean begun;

    /** A run has begun that has nothing to go on with yet. */
    public void begin() {
        begun = true;
    }

    /** Whether a run has begun, and is not over. */
    public boolean begun() {
        return begun;
    }

    /** From now on, what is stopped goes on from {@code run}. */
    public void from(Path run) {
        folder.set(run);
    }

    /** There is nothing to go on with any more. */
    public void over() {
        begun = false;
        folder.set(null);
    }

    /** The folder of the run; empty where nothing could go on. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder.get());
    }

    /** What is to be done where the work is cut off and cannot do it itself. */
    public void cleanBy(Runnable action) {
        cleaning.set(action);
    }

    /** Does it, once. */
    public void clean() {
        cleaning.getAndSet(() -> {}).run();
    }

    /** The command that goes on. */
    public static String command(Path run) {
        return "tl train --resume " + quoted(run.toString(), File.separatorChar == '\\');
    }

    /** A path as a shell takes it: that of POSIX, or that of Windows, where a path has no double quotes. */
    static String quoted(String path, boolean windows) {
        if (path.matches(windows ? "[\\w./:\\\\-]+" : "[\\w./:-]+")) {
            return path;
        }
        return windows ? '"' + path + '"' : "'" + path.replace("'", "'\\''") + "'";
    }
}
