package org.tl4j.core.training;

import java.util.Optional;

/** Where one run keeps its checkpoints. Used by the thread that trains. */
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

    /** Keeps a checkpoint in place of the last one of this piece: after a crash there is the old one or the new one. */
    void write(String piece, Checkpoint checkpoint);
}
