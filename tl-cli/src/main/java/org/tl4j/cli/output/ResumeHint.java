package org.tl4j.cli.output;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the current work could be resumed after an interrupt, and from which folder. Thread-safe. */
public final class ResumeHint {
    private final AtomicReference<Path> folder = new AtomicReference<>();
    private final AtomicReference<Runnable> cleaning = new AtomicReference<>(() -> {});
    private volatile boolean begun;
    private volatile boolean repeatable;
    private volatile String finished = "";

    /** A run has started that has no checkpoint yet. */
    public void begin() {
        begun = true;
    }

    /** A run has started that the same command goes on with, where it was. */
    public void beginRepeatable() {
        repeatable = true;
    }

    /** Whether such a run has started and has not ended. */
    public boolean repeatable() {
        return repeatable;
    }

    /** Whether a run has started and has not ended. */
    public boolean begun() {
        return begun;
    }

    /** The work is done; what goes on now can be had later. The sentence says where the result is and how to get the rest. */
    public void finished(String sentence) {
        finished = sentence;
    }

    /** That sentence; empty before the work is done, and when nothing goes on. */
    public Optional<String> finished() {
        return finished.isEmpty() ? Optional.empty() : Optional.of(finished);
    }

    /** From now on, the run can be resumed from {@code run}. */
    public void from(Path run) {
        folder.set(run);
    }

    /** The run can no longer be resumed, or nothing goes on any more. */
    public void over() {
        begun = false;
        repeatable = false;
        finished = "";
        folder.set(null);
    }

    /** The folder of the run; empty if it cannot be resumed. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder.get());
    }

    /** The cleanup for work that is stopped and cannot do it itself. */
    public void cleanBy(Runnable action) {
        cleaning.set(action);
    }

    /** Runs the cleanup, once. */
    public void clean() {
        cleaning.getAndSet(() -> {}).run();
    }

    /** The command that resumes the run. */
    public static String command(Path run) {
        return "tl train --resume " + quoted(run);
    }

    /** A path quoted for the shell of this system, where that is needed. */
    public static String quoted(Path path) {
        return quoted(path.toString(), File.separatorChar == '\\');
    }

    /** A path quoted for a shell: of POSIX, or of Windows, where a path has no double quotes. */
    static String quoted(String path, boolean windows) {
        if (path.matches(windows ? "[\\w./:\\\\-]+" : "[\\w./:-]+")) {
            return path;
        }
        return windows ? '"' + path + '"' : "'" + path.replace("'", "'\\''") + "'";
    }
}
