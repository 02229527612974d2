package org.tl4j.storage.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.SmallText;
import org.tl4j.storage.json.Json;
import org.tl4j.storage.json.JsonProblems;
import org.tl4j.storage.json.JsonReader;

/**
 * A catalogue file: JSON, read strictly, all problems reported together ({@code docs/formats.md}).
 *
 * @param only whether these entries replace the published ones as a whole
 * @param entries by name, in the order of the file
 */
record CatalogFile(boolean only, Map<String, BackboneEntry> entries) {
    private static final int LONGEST_FILE = 1 << 23;
    private static final String REMEDY = "correct it, or remove it";

    CatalogFile {
        entries = new LinkedHashMap<>(entries);
    }

    /**
     * Reads a file that must exist.
     *
     * @throws UsageException if it cannot be read or is not a catalogue
     */
    static CatalogFile read(Path file, DefaultBoundaries boundaries) {
        try {
            return parse(SmallText.read(file, LONGEST_FILE), file.toString(), boundaries);
        } catch (IOException e) {
            throw new UsageException(
                    new Problem(
                            "catalogue",
                            "must be a readable file",
                            file + ": " + DiskProblem.describe(e),
                            "check the path"),
                    e);
        }
    }

    /** Reads content whose entries state their boundaries. */
    static CatalogFile parse(String text, String file) {
        return parse(text, file, DefaultBoundaries.NONE);
    }

    /**
     * Reads the content of a file.
     *
     * @param file what to call it
     * @param boundaries of the entries that state none
     * @throws UsageException if it is not a catalogue; everything that is wrong is listed
     */
    static CatalogFile parse(String text, String file, DefaultBoundaries boundaries) {
        JsonProblems problems = JsonProblems.collected();
        try {
            Optional<CatalogFile> catalogue = read(JsonReader.of(Json.read(text), problems), boundaries);
            return catalogue.orElseThrow(() ->
                    new UsageException(file, "must be a catalogue", String.join("; ", problems.sentences()), REMEDY));
        } catch (JsonProcessingException e) {
            throw new UsageException(new Problem(file, "must be JSON", e.getOriginalMessage(), REMEDY), e);
        }
    }

    /** Everything is read before any object is created, so that all problems are found. */
    private static Optional<CatalogFile> read(JsonReader root, DefaultBoundaries boundaries) {
        Optional<Boolean> only = root.readOptional("only", JsonReader::truth);
        NamedPreprocessings preprocessings = NamedPreprocessings.of(root);
        Map<String, BackboneEntry> entries = new LinkedHashMap<>();
        root.read(
                "entries",
                list -> list.list(object -> EntryJson.read(object, preprocessings, boundaries)
                        .flatMap(entry -> object.complete(() -> added(entries, entry)))));
        return root.complete(() -> new CatalogFile(only.orElse(false), entries));
    }

    private static BackboneEntry added(Map<String, BackboneEntry> entries, BackboneEntry entry) {
        if (entries.putIfAbsent(entry.name(), entry) != null) {
            throw new IllegalArgumentException("a name must be given once, found " + entry.name() + " again");
        }
        return entry;
    }

    /** The first entry. */
    Optional<BackboneEntry> first() {
        return entries.values().stream().findFirst();
    }
}
