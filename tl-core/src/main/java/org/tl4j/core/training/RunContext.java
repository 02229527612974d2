package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.progress.Progress;

/**
 * The environment of a run, the same for each of its parts. Start with {@link #of} and change what
 * should differ from the defaults.
 *
 * @param seed of all random choices
 * @param strict whether an image that cannot be decoded ends the run
 * @param progress receives the progress
 * @param listener receives the events
 * @param checkpoints stores the state of long training, and has that of an interrupted run
 */
public record RunContext(
        long seed, boolean strict, Progress progress, TrainingListener listener, CheckpointStore checkpoints) {
    public RunContext {
        requireNonNull(progress, "progress is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(checkpoints, "checkpoints is null");
    }

    /** A run that skips images that cannot be decoded, and reports and stores nothing. */
    public static RunContext of(long seed) {
        return new RunContext(seed, false, Progress.NONE, TrainingListener.NONE, CheckpointStore.NONE);
    }

    /** The same, ending at an image that cannot be decoded, or not. */
    public RunContext withStrict(boolean other) {
        return new RunContext(seed, other, progress, listener, checkpoints);
    }

    /** The same, reporting progress to {@code other}. */
    public RunContext withProgress(Progress other) {
        return new RunContext(seed, strict, other, listener, checkpoints);
    }

    /** The same, reporting events to {@code other}. */
    public RunContext withListener(TrainingListener other) {
        return new RunContext(seed, strict, progress, other, checkpoints);
    }

    /** The same, keeping checkpoints in {@code other}. */
    public RunContext withCheckpoints(CheckpointStore other) {
        return new RunContext(seed, strict, progress, listener, other);
    }
}
