package org.tl4j.storage.runs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.tensors.SafetensorsContent;

/** A safetensors file for each piece of a run, whose metadata are the facts. */
public final class FolderCheckpointStore implements CheckpointStore {
    /** What the names of all files end in. */
    static final String SUFFIX = ".checkpoint";

    private final Path folder;
    private final TensorFormat tensors;

    /** Keeps files in {@code folder}, which is made when the first is written. */
    public FolderCheckpointStore(Path folder, TensorFormat tensors) {
        this.folder = requireNonNull(folder, "folder is null");
        this.tensors = requireNonNull(tensors, "tensors is null");
    }

    @Override
    public Optional<Checkpoint> read(String piece) {
        Path file = file(piece);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        TensorSet set = tensors.read(file);
        return Optional.of(new Checkpoint(set.names().stream().map(set::tensor).toList(), set.metadata()));
    }

    @Override
    public void write(String piece, Checkpoint checkpoint) {
        // a large network and what its optimiser remembers do not fit into one array
        SafetensorsContent content = new SafetensorsContent(checkpoint.tensors(), checkpoint.facts());
        AtomicFile.write(file(piece), channel -> content.writeTo(bytes -> AtomicFile.writeFully(channel, bytes)));
    }

    private Path file(String piece) {
        return folder.resolve(piece.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]+", "-") + SUFFIX);
    }
}
