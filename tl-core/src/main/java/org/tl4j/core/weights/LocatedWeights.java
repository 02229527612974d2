package org.tl4j.core.weights;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tl4j.core.provenance.Digest;

/**
 * Weights that were found and checked. Nobody needs to look for them or hash them again.
 *
 * @param contents in the order of {@link WeightsSource#files}; the first is the one that the engine opens
 * @param digest of the file, or of the names and digests of all where there are several
 */
public record LocatedWeights(List<WeightsContent> contents, Digest digest) {
    public LocatedWeights {
        contents = List.copyOf(contents);
        if (contents.isEmpty()) {
            throw new IllegalArgumentException("located weights must have at least one file, found none");
        }
        requireNonNull(digest, "digest is null");
    }

    /** One file on disk. */
    public static LocatedWeights of(Path file, Digest digest) {
        return new LocatedWeights(List.of(new WeightsContent.OnDisk(file)), digest);
    }

    /** The content that the engine opens. */
    public WeightsContent main() {
        return contents.get(0);
    }

    /**
     * The main file.
     *
     * @throws IllegalStateException if the weights are in memory
     */
    public Path file() {
        if (main() instanceof WeightsContent.OnDisk onDisk) {
            return onDisk.path();
        }
        throw new IllegalStateException("the weights must be on disk, found " + main().name() + " in memory");
    }

    /**
     * One digest of several files: the digest of the file if there is only one, otherwise of lines as {@code sha256sum}
     * writes them.
     *
     * @param names plain file names
     * @param digests of the files, in the same order
     */
    public static Digest digest(List<String> names, List<Digest> digests) {
        return digests.size() == 1
                ? digests.get(0)
                : Digest.of(IntStream.range(0, names.size())
                        .mapToObj(i -> digests.get(i).hex() + "  " + names.get(i) + "\n")
                        .collect(Collectors.joining()));
    }
}
