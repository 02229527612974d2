package org.tl4j.core.network;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.weights.Tensor;

/**
 * A network as data, for a bundle: the engine that opens it, and named entries. Only that engine knows what the entries
 * mean. A second description of the same graph is one more entry; the weights are stored once.
 *
 * @param engine the name of the engine, {@code deeplearning4j}, as {@link EngineName} allows
 * @param entries 1 to {@value #MOST_ENTRIES}, of distinct names, none of them in {@link #OF_BUNDLE}
 */
public record NetworkContents(String engine, List<NetworkEntry> entries) {
    /** The default name of the entry that holds all parameters, where they are tensors. */
    public static final String WEIGHTS = "weights.safetensors";

    /** The most entries, far more than an engine needs. */
    public static final int MOST_ENTRIES = 16;

    /** The name of the manifest of a bundle. */
    public static final String RESERVED = "manifest.json";

    /** The names of the entries that belong to a bundle itself, not to its network. */
    public static final Set<String> OF_BUNDLE =
            Set.of(RESERVED, "record.json", "images.bin", "calibration.json", "familiarity.safetensors");

    private static final String SUBJECT = "network of the bundle";
    private static final String REMEDY = "train it again";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a name or the number of entries is out of its range
     */
    public NetworkContents {
        EngineName.required(engine);
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "a network must have 1 to " + MOST_ENTRIES + " entries, found " + entries.size());
        }
        List<String> names = entries.stream().map(NetworkEntry::name).toList();
        if (names.stream().anyMatch(OF_BUNDLE::contains)
                || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "entries must have distinct names, none of them of the bundle itself, found " + names);
        }
    }

    /**
     * The bytes of an entry, as a read-only view.
     *
     * @throws BundleException if there is no entry of bytes of that name
     */
    public ByteBuffer bytes(String name) {
        if (entry(name) instanceof NetworkEntry.Bytes bytes) {
            return bytes.content();
        }
        throw new BundleException(SUBJECT, "must have bytes as " + name, "tensors", REMEDY);
    }

    /**
     * The text of an entry of bytes.
     *
     * @throws BundleException if there is no entry of bytes of that name, or it is not UTF-8
     */
    public String text(String name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes(name)).toString();
        } catch (CharacterCodingException e) {
            throw new BundleException(
                    new Problem(SUBJECT, "must have a " + name + " in UTF-8", "bytes that are not", REMEDY), e);
        }
    }

    /**
     * The tensors of an entry.
     *
     * @throws BundleException if there is no entry of tensors of that name
     */
    public List<Tensor> tensors(String name) {
        if (entry(name) instanceof NetworkEntry.Tensors tensors) {
            return tensors.tensors();
        }
        throw new BundleException(SUBJECT, "must have tensors as " + name, "bytes", REMEDY);
    }

    /** Whether there is an entry of that name. */
    public boolean has(String name) {
        return entries.stream().anyMatch(entry -> entry.name().equals(name));
    }

    /** The same with an entry that replaces the one of its name, or is the last. */
    public NetworkContents with(NetworkEntry entry) {
        List<NetworkEntry> all = new ArrayList<>(entries);
        all.removeIf(other -> other.name().equals(entry.name()));
        all.add(entry);
        return new NetworkContents(engine, all);
    }

    private NetworkEntry entry(String name) {
        Optional<NetworkEntry> entry =
                entries.stream().filter(found -> found.name().equals(name)).findFirst();
        return entry.orElseThrow(() -> new BundleException(
                SUBJECT,
                "must have the entry " + name,
                String.join(", ", entries.stream().map(NetworkEntry::name).toList()),
                REMEDY));
    }
}
