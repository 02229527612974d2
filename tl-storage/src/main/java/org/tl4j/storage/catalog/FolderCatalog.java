package org.tl4j.storage.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/**
 * The entries of a user's file, the published ones, and those of imported networks. Engines and architectures are not
 * checked here: an entry may be for an engine that is not installed. Thread-safe.
 */
public final class FolderCatalog implements BackboneCatalog {
    private static final String PUBLISHED = "catalogue.json";

    /** Networks that an engine runs and does not train, after the others, so that no default changes. */
    private static final String RUN_ONLY = "onnx-catalogue.json";

    private final Map<String, BackboneEntry> written = new LinkedHashMap<>();
    private final Optional<ImportedFolder> imported;

    /**
     * The entries of the user's file come first; one with the name of a published entry replaces it.
     *
     * @param file of the user's, read once
     * @param imported a folder of catalogue files, {@code *.json}, read again by each call; it need not exist
     * @throws UsageException if the file cannot be read or is not a catalogue
     */
    public FolderCatalog(Optional<Path> file, Optional<Path> imported) {
        this(file, imported, Map.of());
    }

    private FolderCatalog(Optional<Path> file, Optional<Path> imported, Map<String, BackboneEntry> others) {
        Map<String, BackboneEntry> published =
                new LinkedHashMap<>(published(PUBLISHED).entries());
        published.putAll(others);
        Optional<CatalogFile> own = file.map(path -> CatalogFile.read(path, DefaultBoundaries.of(published.values())));
        own.ifPresent(catalogue -> written.putAll(catalogue.entries()));
        if (!own.map(CatalogFile::only).orElse(false)) {
            published.forEach(written::putIfAbsent);
        }
        this.imported = imported.map(ImportedFolder::new);
    }

    /**
     * The same, and after the published entries those of ONNX files, which the engine {@code onnxruntime} opens.
     *
     * @param file of the user's, read once
     * @param imported a folder of catalogue files, as for the constructor
     * @throws UsageException as the constructor
     */
    public static FolderCatalog withOnnxFiles(Optional<Path> file, Optional<Path> imported) {
        return new FolderCatalog(file, imported, published(RUN_ONLY).entries());
    }

    @Override
    public List<BackboneEntry> entries() {
        Map<String, BackboneEntry> entries = new LinkedHashMap<>(written);
        imported.stream()
                .flatMap(folder -> folder.entries().stream())
                .filter(entry -> !hides(entry.name()))
                .forEach(entry -> entries.put(entry.name(), entry));
        return List.copyOf(entries.values());
    }

    @Override
    public BackboneEntry named(String name) {
        Optional<BackboneEntry> exact = hides(name)
                ? Optional.of(written.get(name))
                : imported.stream()
                        .flatMap(folder -> folder.named(name).stream())
                        .findFirst();
        return exact.orElseGet(() -> named(name, entries()));
    }

    private static BackboneEntry named(String name, List<BackboneEntry> entries) {
        Stream<BackboneEntry> exact =
                entries.stream().filter(entry -> entry.name().equals(name));
        Stream<BackboneEntry> longer =
                entries.stream().filter(entry -> entry.name().startsWith(name + "-"));
        return Stream.concat(exact, longer)
                .findFirst()
                .orElseThrow(() ->
                        unknown(name, entries.stream().map(BackboneEntry::name).toList()));
    }

    /**
     * Whether an entry of a catalogue hides an import of its name. A copy of the import's own entry does not: the
     * import may have been replaced since.
     */
    private boolean hides(String name) {
        BackboneEntry entry = written.get(name);
        return entry != null
                && !(entry.architecture().equals(ImportedNetwork.ARCHITECTURE)
                        && entry.weights().fileName().matches(Pattern.quote(name) + ImportedFolder.WEIGHTS_SUFFIX));
    }

    private static UsageException unknown(String name, List<String> names) {
        return new UsageException(
                "backbone", "must be " + CallerTerm.CATALOGUE.words(), name, Suggestions.question(name, names));
    }

    private static CatalogFile published(String resource) {
        try (InputStream content = FolderCatalog.class.getResourceAsStream(resource)) {
            return CatalogFile.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the storage module cannot be read", e);
        }
    }
}
