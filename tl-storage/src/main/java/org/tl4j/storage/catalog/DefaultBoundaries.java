package org.tl4j.storage.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;

/**
 * The boundaries of entries of Deeplearning4j that state none, by architecture: the boundary in the published entries of that
 * architecture. So files written before every entry stated its boundary stay readable.
 *
 * @param byArchitecture contains no architecture whose graph is in its file, since each file has another graph
 */
record DefaultBoundaries(Map<String, String> byArchitecture) {
    static final DefaultBoundaries NONE = new DefaultBoundaries(Map.of());

    /** The boundaries of entries that state theirs. */
    static DefaultBoundaries of(Collection<BackboneEntry> entries) {
        return new DefaultBoundaries(entries.stream()
                .filter(entry -> entry.engine().equals(BackboneEntry.DEEPLEARNING4J))
                .filter(entry -> !entry.architecture().equals(ImportedNetwork.ARCHITECTURE))
                .collect(Collectors.toMap(
                        BackboneEntry::architecture, BackboneEntry::defaultBoundary, (first, other) -> first)));
    }

    /** The boundary of an architecture, if it is known. */
    Optional<String> of(String architecture) {
        return Optional.ofNullable(byArchitecture.get(architecture));
    }
}
