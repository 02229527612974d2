package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.catalog.CatalogText;
import org.tl4j.storage.catalog.ImportedFolder;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * The files of imported networks: a catalogue file with one entry each, and the weights that it names. The name of a
 * weights file contains its digest. Weights are written first, then the entry is moved into its place, and the weights
 * of the replaced entry are deleted last: at no time does an entry name other weights. Thread-safe, and safe beside
 * other processes.
 */
public final class ImportedBackbones {
    private static final String WEIGHTS_TYPE = ".safetensors";

    private static final Pattern PLAIN = Pattern.compile("[^./\\\\:][^/\\\\:]*");

    private final ImportedFolder descriptions;
    private final Path weightsFolder;
    private final BackboneCatalog catalog;

    /**
     * Nothing is touched before the first use.
     *
     * @param descriptions the folder of catalogue files, made when it is needed
     * @param weightsFolder the folder of weights, made when it is needed
     * @param catalog all entries: names of other entries are taken, and weights of other entries are kept
     */
    public ImportedBackbones(Path descriptions, Path weightsFolder, BackboneCatalog catalog) {
        this.descriptions = new ImportedFolder(descriptions);
        this.weightsFolder = requireNonNull(weightsFolder, "weightsFolder is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    /**
     * An import that was written.
     *
     * @param entry of the catalogue
     * @param description the catalogue file with that entry
     * @param weights the file of the weights
     */
    public record Written(BackboneEntry entry, Path description, Path weights) {}

    /** The entries of all imported networks. One whose file is damaged is left out, with a warning. */
    public List<BackboneEntry> list() {
        return descriptions.entries();
    }

    /** The imported network of a name; empty where there is none, or its entry is damaged. */
    public Optional<BackboneEntry> find(String name) {
        requirePlain(name);
        try {
            return descriptions.named(name).stream().findFirst();
        } catch (UsageException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Checks that an import may have a name, before the work of importing.
     *
     * @param replace whether an imported network of this name may be replaced
     * @throws UsageException if the name is taken
     */
    public void requireFree(String name, boolean replace) {
        Optional<BackboneEntry> taken = catalog.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst();
        // an entry of a catalogue has priority over an import of its name, and hides it
        boolean ours = exists(name) && (taken.isEmpty() || taken.equals(find(name)));
        if (ours ? !replace : taken.isPresent()) {
            throw new UsageException(
                    "name",
                    "must not be taken",
                    name,
                    "take another" + (ours ? ", or " + CallerTerm.REPLACE_IMPORT.words() : ""));
        }
    }

    /**
     * Writes the weights of a network, then its entry, and deletes the weights of the network that it replaces.
     *
     * @param replace whether an imported network of this name may be replaced
     * @param weights the content of the file of weights
     * @param entry makes the entry from the location of the weights
     * @throws UsageException if the name is taken
     * @throws EnvironmentException if a file cannot be written or deleted
     */
    public Written write(String name, boolean replace, byte[] weights, Function<WeightsSource, BackboneEntry> entry) {
        return write(name, replace, WEIGHTS_TYPE, ByteBuffer.wrap(weights), entry);
    }

    /**
     * The same with weights of another type than safetensors.
     *
     * @param suffix how the name of the file of weights ends: {@code .safetensors} or {@code .onnx}
     * @param weights the content of that file, from position to limit
     * @throws UsageException if the name is taken
     * @throws EnvironmentException if a file cannot be written or deleted
     */
    public Written write(
            String name,
            boolean replace,
            String suffix,
            ByteBuffer weights,
            Function<WeightsSource, BackboneEntry> entry) {
        requirePlain(name);
        WeightsSource source = source(name, suffix, weights);
        BackboneEntry described = entry.apply(source);
        String text = CatalogText.of(described);
        requireFree(name, replace);
        List<String> before = weightsOf(name);
        Path file = weightsFolder.resolve(source.fileName());
        write(file, weights.duplicate());
        write(descriptions.file(name), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        before.stream().filter(old -> !old.equals(source.fileName())).forEach(this::deleteUnlessNamed);
        return new Written(described, descriptions.file(name), file);
    }

    /**
     * Deletes an imported network: its entry first, so that no entry stands for weights that are gone, then its weights.
     *
     * @return whether there was one
     * @throws EnvironmentException if a file cannot be deleted
     */
    public boolean delete(String name) {
        requirePlain(name);
        if (!exists(name)) {
            return false;
        }
        List<String> weights = weightsOf(name);
        delete(descriptions.file(name), "entry of the imported network");
        weights.forEach(this::deleteUnlessNamed);
        return true;
    }

    private boolean exists(String name) {
        return Files.exists(descriptions.file(name));
    }

    /**
     * The names of the weights of an import; if its entry is damaged or was never written, all files that may belong to
     * it.
     */
    private List<String> weightsOf(String name) {
        Optional<BackboneEntry> entry = find(name);
        if (entry.isPresent()) {
            return fileNames(entry.get());
        }
        Pattern own = Pattern.compile(Pattern.quote(name) + ImportedFolder.WEIGHTS_SUFFIX);
        if (!Files.isDirectory(weightsFolder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(weightsFolder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(own.asMatchPredicate())
                    .toList();
        } catch (IOException e) {
            throw DiskProblem.cannotRead(weightsFolder, e);
        }
    }

    private void deleteUnlessNamed(String weights) {
        if (catalog.entries().stream().noneMatch(entry -> fileNames(entry).contains(weights))) {
            delete(weightsFolder.resolve(weights), "weights of the network that was replaced");
        }
    }

    private static List<String> fileNames(BackboneEntry entry) {
        return entry.weights().files().stream().map(file -> file.fileName()).toList();
    }

    private static void delete(Path file, String subject) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EnvironmentException(new Problem(subject, "must be deleted", file.toString(), ""), e);
        }
    }

    private static WeightsSource source(String name, String suffix, ByteBuffer content) {
        Digest digest = Digest.of(content.duplicate());
        String fileName = name + "-" + digest.hex().substring(0, ImportedFolder.DIGITS) + suffix;
        if (!fileName.matches(Pattern.quote(name) + ImportedFolder.WEIGHTS_SUFFIX)) {
            throw new IllegalArgumentException("weights must be safetensors or ONNX, found the suffix " + suffix);
        }
        return new WeightsSource(
                fileName,
                false,
                Optional.empty(),
                OptionalLong.of(content.remaining()),
                Optional.of(digest),
                Optional.empty());
    }

    private static void requirePlain(String name) {
        if (!PLAIN.matcher(name).matches()) {
            throw new UsageException("name", "must be a plain file name", name, "");
        }
    }

    private static void write(Path file, ByteBuffer content) {
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, content));
    }
}
