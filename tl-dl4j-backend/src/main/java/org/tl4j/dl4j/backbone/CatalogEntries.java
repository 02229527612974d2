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
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/** What the catalogue holds: the published file, and a user's. The order is that of preference for photos of any kind. */
final class CatalogEntries {
    private static final String PUBLISHED = "catalogue.json";

    private CatalogEntries() {}

    /** The published ones. */
    static List<BackboneEntry> all() {
        return with(Optional.empty());
    }

    /**
     * The entries of {@code file} first; one of them that is named like a published one takes its place.
     *
     * @throws UsageException if the file cannot be read or is not a catalogue
     */
    static List<BackboneEntry> with(Optional<Path> file) {
        Map<String, BackboneEntry> entries = new LinkedHashMap<>();
        Optional<CatalogFile> own = file.map(CatalogEntries::read);
        own.ifPresent(catalogue -> entries.putAll(catalogue.entries()));
        if (!own.map(CatalogFile::only).orElse(false)) {
            published().entries().forEach(entries::putIfAbsent);
        }
        return List.copyOf(entries.values());
    }

    private static CatalogFile read(Path file) {
        try {
            return CatalogFile.parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UsageException(
                    new Problem("TL_CATALOG", "must be a readable file", file.toString(), "check the path"), e);
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
