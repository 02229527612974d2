package org.tl4j.dl4j.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * What the catalogue holds: a user's file, the published one, and the networks that were imported. The order is that of
 * preference for photos of any kind. Thread-safe.
 */
final class CatalogEntries {
    private static final String PUBLISHED = "catalogue.json";

    private final Map<String, BackboneEntry> written = new LinkedHashMap<>();
    private final Optional<Path> imported;

    /**
     * The entries of the user's file first; one of them that is named like a published one takes its place.
     *
     * @param file of the user's, read once
     * @param imported a folder of catalogue files, {@code *.json}, looked at anew by each {@link #all}; it need not exist
     * @throws UsageException if the file cannot be read or is not a catalogue
     */
    CatalogEntries(Optional<Path> file, Optional<Path> imported) {
        Optional<CatalogFile> own = file.map(CatalogEntries::read);
        own.ifPresent(catalogue -> written.putAll(catalogue.entries()));
        if (!own.map(CatalogFile::only).orElse(false)) {
            published().entries().forEach(written::putIfAbsent);
        }
        this.imported = imported;
    }

    /**
     * All there are now.
     *
     * @throws UsageException if the file of an imported network cannot be read or is not a catalogue
     */
    List<BackboneEntry> all() {
        Map<String, BackboneEntry> entries = new LinkedHashMap<>(written);
        imported.filter(Files::isDirectory).stream()
                .flatMap(folder -> files(folder).stream())
                .forEach(file -> read(file).entries().forEach(entries::putIfAbsent));
        return List.copyOf(entries.values());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("imported networks", "must be in a readable folder", folder.toString(), "check it"), e);
        }
    }

    private static CatalogFile read(Path file) {
        try {
            return CatalogFile.parse(Files.readString(file), file.toString());
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
