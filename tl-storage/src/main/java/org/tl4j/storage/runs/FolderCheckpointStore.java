package org.tl4j.storage.runs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.tensors.SafetensorsContent;

/**
 * One safetensors file for each piece of a run, whose metadata are the facts and a digest of everything: training that
 * continued from changed values would silently give a wrong network.
 */
public final class FolderCheckpointStore implements CheckpointStore {
    /** The suffix of all file names. */
    static final String SUFFIX = ".checkpoint";

    /** The SHA-256 of the same file without this entry. */
    private static final String DIGEST = "sha256";

    private final Path folder;
    private final TensorFormat tensors;

    /** Keeps files in {@code folder}, which is created when the first is written. */
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
        try {
            TensorSet set = tensors.read(file);
            Map<String, String> facts = new HashMap<>(set.metadata());
            String recorded = facts.remove(DIGEST);
            List<Tensor> values = set.names().stream().map(set::tensor).toList();
            if (recorded == null
                    || !recorded.equals(
                            digest(new SafetensorsContent(values, facts)).hex())) {
                throw damaged(file, recorded == null ? "no digest" : "content of another digest", null);
            }
            return Optional.of(new Checkpoint(values, facts));
        } catch (WeightsException e) {
            throw damaged(file, e.problem().rule() + ": " + e.problem().found(), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a fact has the name of the digest
     */
    @Override
    public void write(String piece, Checkpoint checkpoint) {
        // a large network and the state of its optimiser do not fit into one array
        SafetensorsContent plain = new SafetensorsContent(checkpoint.tensors(), checkpoint.facts());
        Map<String, String> facts = new HashMap<>(checkpoint.facts());
        if (facts.put(DIGEST, digest(plain).hex()) != null) {
            throw new IllegalArgumentException("a fact must not be called " + DIGEST);
        }
        SafetensorsContent content = new SafetensorsContent(checkpoint.tensors(), facts);
        AtomicFile.write(file(piece), channel -> content.writeTo(bytes -> AtomicFile.writeFully(channel, bytes)));
    }

    private static Digest digest(SafetensorsContent content) {
        MessageDigest sha256 = Digest.sha256();
        content.writeTo(sha256::update);
        return Digest.from(sha256);
    }

    private static UsageException damaged(Path file, String found, WeightsException cause) {
        return new UsageException(
                new Problem(
                        "checkpoint " + file,
                        "must be as it was written",
                        found,
                        "start the run again in another folder, or delete this file to train this part again"),
                cause);
    }

    private Path file(String piece) {
        return folder.resolve(piece.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]+", "-") + SUFFIX);
    }
}
