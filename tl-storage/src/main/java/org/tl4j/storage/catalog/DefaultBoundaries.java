package org.tl4j.storage.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;

/**
 * The boundaries of entries that state none, by architecture: what the published entries of that architecture state. Files
 * written before every entry stated its boundary stay readable in this way.
 *
 * @param byArchitecture none of a graph that lies in its file, which is another graph in each
 */
record DefaultBoundaries(Map<String, String> byArchitecture) {
    static final DefaultBoundaries NONE = new DefaultBoundaries(Map.of());

    /** Those of entries that state theirs. */
    static DefaultBoundaries of(Collection<BackboneEntry> entries) {
        return new DefaultBoundaries(entries.stream()
                .filter(entry -> !entry.architecture().equals(ImportedNetwork.ARCHITECTURE))
                .collect(Collectors.toMap(
                        BackboneEntry::architecture, BackboneEntry::defaultBoundary, (first, other) -> first)));
    }

    /** That of an architecture, if it is known. */
    Optional<String> of(String architecture) {
        return Optional.ofNullable(byArchitecture.get(architecture));
    }
}
