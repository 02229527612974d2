package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;

/** Opens the backbone that was asked for, or the most general one whose weights are at hand. */
final class BackboneChoice {
    private BackboneChoice() {}

    static Backbone open(BackboneCatalog catalog, Optional<BackboneRequest> request) {
        return catalog.open(request.orElseGet(() -> BackboneRequest.of(preferred(catalog))));
    }

    private static String preferred(BackboneCatalog catalog) {
        return catalog.entries().stream()
                .filter(catalog::available)
                .map(BackboneEntry::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the catalogue has an embedded backbone"));
    }
}
