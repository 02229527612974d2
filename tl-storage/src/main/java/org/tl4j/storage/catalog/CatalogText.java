package org.tl4j.storage.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.storage.json.Json;

/** Writes the files that {@link CatalogFile} reads. */
public final class CatalogText {
    private CatalogText() {}

    /** A catalogue file with one entry. */
    public static String of(BackboneEntry entry) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("entries").add(EntryJson.write(entry));
        try {
            return new String(Json.write(root), StandardCharsets.UTF_8) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
