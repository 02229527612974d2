package org.tl4j.storage.catalog;

import java.util.Map;
import java.util.Optional;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.storage.json.JsonReader;
import org.tl4j.storage.json.PreprocessingJson;

/**
 * The preprocessings of a catalogue file that several entries share.
 *
 * @param byName empty if one has a problem, which is already reported
 */
record NamedPreprocessings(Map<String, Optional<Preprocessing>> byName) {
    /** The named preprocessings of a file, if any. */
    static NamedPreprocessings of(JsonReader root) {
        return new NamedPreprocessings(root.readOptional("preprocessings", all -> all.map(PreprocessingJson::read))
                .orElse(Map.of()));
    }

    /** The preprocessing of an entry, written out or by its name; empty where there is a problem, which is reported. */
    Optional<Preprocessing> read(JsonReader json) {
        if (!json.isText()) {
            return PreprocessingJson.read(json);
        }
        String name = json.text();
        if (!byName.containsKey(name)) {
            String nearest = Suggestions.question(name, byName.keySet());
            throw json.refuse(
                    "must be an object, or one of the preprocessings " + byName.keySet(),
                    name + (nearest.isEmpty() ? "" : "; " + nearest));
        }
        return byName.get(name);
    }
}
