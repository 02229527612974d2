package org.tl4j.dl4j.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;

/**
 * What the catalogue holds: a user's file, the published one, and the networks that were imported. The order is that of
 * preference for photos of any kind. Thread-safe.
 */
public final class CatalogEntries implements BackboneCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogEntries.class);
    private static final String PUBLISHED = "catalogue.json";
    private static final int LONGEST_FILE = 1 << 23;
    private static final String SUFFIX = ".json";

    private final Map<String, BackboneEntry> written = new LinkedHashMap<>();
    private final Optional<Path> imported;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * The entries of the user's file first; one of them that is named like a published one takes its place.
     *
     * @param file of the user's, read once
     * @param imported a folder of catalogue files, {@code *.json}, looked at anew by each {@link #entries}; it need not exist
     * @throws UsageException if the file cannot be read or is not a catalogue
     */
    public CatalogEntries(Optional<Path> file, Optional<Path> imported) {
        Optional<CatalogFile> own = file.map(CatalogEntries::read);
        own.ifPresent(catalogue -> written.putAll(catalogue.entries()));
        if (!own.map(CatalogFile::only).orElse(false)) {
            published().entries().forEach(written::putIfAbsent);
        }
        this.imported = imported;
    }

    /** {@inheritDoc} The folder of imported networks is read again by each call; a damaged file is reported once. */
    @Override
    public List<BackboneEntry> entries() {
        Map<String, BackboneEntry> entries = new LinkedHashMap<>(written);
        for (Path file : importedFiles()) {
            try {
                readImported(file).entries().forEach((name, entry) -> {
                    if (!hides(name)) {
                        entries.put(name, entry);
                    }
                });
            } catch (UsageException e) {
                if (warned.add(e.getMessage())) {
                    LOG.warn("an imported network is left out: {}", e.getMessage());
                }
            }
        }
        return List.copyOf(entries.values());
    }

    @Override
    public BackboneEntry named(String name) {
        if (!hides(name)) {
            importedFiles().stream()
                    .filter(file -> file.getFileName().toString().equals(name + SUFFIX))
                    .forEach(CatalogEntries::readImported);
        }
        List<BackboneEntry> all = entries();
        return all.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .or(() -> all.stream()
                        .filter(entry -> entry.name().startsWith(name + "-"))
                        .findFirst())
                .orElseThrow(() ->
                        unknown(name, all.stream().map(BackboneEntry::name).toList()));
    }

    /**
     * Whether a written entry stands before an import of its name. A copy of an import's own entry does not: the import may
     * have been replaced since.
     */
    private boolean hides(String name) {
        BackboneEntry entry = written.get(name);
        return entry != null
                && !(entry.architecture().equals(ImportedNetwork.ARCHITECTURE)
                        && entry.weights().fileName().matches(Pattern.quote(name) + "-[0-9a-f]{12}\\.safetensors"));
    }

    private static UsageException unknown(String name, List<String> names) {
        return new UsageException(
                "backbone", "must be " + CallerTerm.CATALOGUE.words(), name, Suggestions.question(name, names));
    }

    private List<Path> importedFiles() {
        return imported.filter(Files::isDirectory).map(CatalogEntries::files).orElse(List.of());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("imported networks", "must be in a readable folder", folder.toString(), "check it"), e);
        }
    }

    private static CatalogFile readImported(Path file) {
        try {
            return read(file);
        } catch (UsageException e) {
            Problem problem = e.problem();
            throw new UsageException(
                    new Problem(problem.subject(), problem.rule(), problem.found(), CallerTerm.REPLACE_IMPORT.words()),
                    e);
        }
    }

    /** Of a file that must be readable. */
    static CatalogFile read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw new UsageException(
                        file.toString(), "must have at most " + LONGEST_FILE + " bytes, being a catalogue", "more", "");
            }
            return CatalogFile.parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    file.toString());
        } catch (IOException e) {
            throw new UsageException(
                    new Problem("catalogue", "must be a readable file", file.toString(), "check the path"), e);
        }
    }

    private static CatalogFile published() {
        try (InputStream content = CatalogEntries.class.getResourceAsStream(PUBLISHED)) {
            return CatalogFile.parse(new String(content.readAllBytes(), StandardCharsets.UTF_8), PUBLISHED);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the backend cannot be read", e);
        }
    }
}
