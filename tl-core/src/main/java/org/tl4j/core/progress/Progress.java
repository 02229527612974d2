package org.tl4j.core.progress;

/** Hears how far a long piece of work is. Called from the thread that does the work, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (stage, done, total) -> {};

    /**
     * A piece of work went on.
     *
     * @param stage what is being done, in plain words: {@code reading images}
     * @param done how many units are done, from 0 to {@code total}
     * @param total how many there are in all; the stage is over when {@code done} reaches it
     */
    void at(String stage, long done, long total);
}
