package org.tl4j.core.progress;

/** Receives the progress of a long task. Called on the thread that does the work, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** Ignores progress. */
    Progress NONE = (stage, done, total) -> {};

    /**
     * Reports progress.
     *
     * @param stage what is being done, in plain words: {@code reading images}
     * @param done how many units are done, from 0 to {@code total}
     * @param total how many there are in all; the stage is over when {@code done} reaches it
     */
    void at(String stage, long done, long total);
}
