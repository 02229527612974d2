package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.progress.Progress;

/** Opens the backbone that was asked for, or the most general one whose weights are at hand. */
final class BackboneChoice {
    private BackboneChoice() {}

    static Backbone open(Rooms rooms, Optional<BackboneRequest> wanted, Progress progress) {
        BackboneCatalog catalog = rooms.catalog();
        BackboneRequest request = wanted.orElseGet(() -> BackboneRequest.of(preferred(catalog)));
        BackboneEntry entry = catalog.entry(request);
        if (request.weights().isEmpty() && !catalog.available(entry)) {
            // here and not while it is opened, so that somebody hears how far it is
            rooms.weights().fetch(entry.weights(), Optional.empty(), progress);
        }
        return catalog.open(request);
    }

    private static String preferred(BackboneCatalog catalog) {
        return catalog.entries().stream()
                .filter(catalog::available)
                .map(BackboneEntry::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue has an embedded backbone"));
    }
}
