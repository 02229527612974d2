package org.tl4j.core.training;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.progress.Progress;

/**
 * What a run has to do with the world around it: the same for each part of a run. Start with {@link #of} and change what
 * should differ from the defaults.
 *
 * @param seed of everything random
 * @param strict whether an image that cannot be decoded ends the run
 * @param progress hears how far it is
 * @param listener hears what happens
 * @param checkpoints keeps what long training has reached, and has what an interrupted run reached
 */
public record RunContext(
        long seed, boolean strict, Progress progress, TrainingListener listener, CheckpointStore checkpoints) {
    public RunContext {
        requireNonNull(progress, "progress is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(checkpoints, "checkpoints is null");
    }

    /** A run that skips what cannot be decoded, reports to nobody and keeps nothing. */
    public static RunContext of(long seed) {
        return new RunContext(seed, false, Progress.NONE, TrainingListener.NONE, CheckpointStore.NONE);
    }

    /** The same, ending at an image that cannot be decoded, or not. */
    public RunContext withStrict(boolean other) {
        return new RunContext(seed, other, progress, listener, checkpoints);
    }

    /** The same, reporting to {@code other} how far it is. */
    public RunContext withProgress(Progress other) {
        return new RunContext(seed, strict, other, listener, checkpoints);
    }

    /** The same, reporting to {@code other} what happens. */
    public RunContext withListener(TrainingListener other) {
        return new RunContext(seed, strict, progress, other, checkpoints);
    }

    /** The same, keeping checkpoints in {@code other}. */
    public RunContext withCheckpoints(CheckpointStore other) {
        return new RunContext(seed, strict, progress, listener, other);
    }
}
