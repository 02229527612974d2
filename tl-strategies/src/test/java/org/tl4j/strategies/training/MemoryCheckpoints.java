package org.tl4j.strategies.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;

/** Keeps checkpoints while a test runs; as with files, an interrupted thread cannot write. */
public final class MemoryCheckpoints implements CheckpointStore {
    private final Map<String, Checkpoint> kept = new HashMap<>();
    private int writes;

    @Override
    public Optional<Checkpoint> read(String piece) {
        return Optional.ofNullable(kept.get(piece));
    }

    @Override
    public void write(String piece, Checkpoint checkpoint) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("an interrupted thread cannot write files");
        }
        writes++;
        kept.put(piece, checkpoint);
    }

    /** How often a checkpoint was written. */
    public int writes() {
        return writes;
    }
}
