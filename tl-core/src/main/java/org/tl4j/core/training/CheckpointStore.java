package org.tl4j.core.training;

import java.util.Optional;

/** Stores the checkpoints of one run. Used by the thread that trains. */
public interface CheckpointStore {
    /** Keeps nothing. */
    CheckpointStore NONE = new CheckpointStore() {
        @Override
        public Optional<Checkpoint> read(String piece) {
            return Optional.empty();
        }

        @Override
        public void write(String piece, Checkpoint checkpoint) {
            // nothing is kept
        }
    };

    /**
     * The newest checkpoint of a piece of the run.
     *
     * @throws org.tl4j.core.error.Tl4jException if it is damaged
     */
    Optional<Checkpoint> read(String piece);

    /** Replaces the checkpoint of this piece: after a crash either the old one or the new one exists. */
    void write(String piece, Checkpoint checkpoint);
}
