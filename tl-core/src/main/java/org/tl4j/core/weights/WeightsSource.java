package org.tl4j.core.weights;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;

/**
 * Where the pretrained weights of a backbone come from. Most have one file; an engine that keeps a graph and its tensors
 * apart has several, which lie in one folder.
 *
 * @param files at least one, of different names; the first is the one that the engine opens
 * @param embedded whether they come with this software
 */
public record WeightsSource(List<WeightsFile> files, boolean embedded) {
    /**
     * Checks and copies.
     *
     * @throws WeightsException if two files have the same name
     */
    public WeightsSource {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("weights must have at least one file, found none");
        }
        Set<String> names = new HashSet<>();
        for (WeightsFile file : files) {
            if (!names.add(file.fileName())) {
                throw new WeightsException("weights files", "must have different names", file.fileName(), "");
            }
        }
    }

    /** Weights in one file. */
    public WeightsSource(
            String fileName,
            boolean embedded,
            Optional<URI> address,
            OptionalLong bytes,
            Optional<Digest> sha256,
            Optional<String> adler32) {
        this(List.of(new WeightsFile(fileName, address, bytes, sha256, adler32)), embedded);
    }

    /** One file without address, length or digest, which only a user or a mirror can provide. */
    public static WeightsSource named(String fileName) {
        return new WeightsSource(List.of(WeightsFile.named(fileName)), false);
    }

    /** The file that the engine opens; it may refer to the others. */
    public WeightsFile main() {
        return files.get(0);
    }

    /** The name of the main file. */
    public String fileName() {
        return main().fileName();
    }

    /** Where the main file can be fetched. */
    public Optional<URI> address() {
        return main().address();
    }

    /** The weaker check sum of the main file. */
    public Optional<String> adler32() {
        return main().adler32();
    }

    /** The total length of all files; empty if one length is not known. */
    public OptionalLong bytes() {
        return files.stream().allMatch(file -> file.bytes().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.bytes().getAsLong())
                        .sum())
                : OptionalLong.empty();
    }

    /** The digest that {@link LocatedWeights#digest} must have; empty if the digest of one file is not known. */
    public Optional<Digest> sha256() {
        List<Digest> digests =
                files.stream().flatMap(file -> file.sha256().stream()).toList();
        return digests.size() == files.size()
                ? Optional.of(LocatedWeights.digest(
                        files.stream().map(WeightsFile::fileName).toList(), digests))
                : Optional.empty();
    }
}
