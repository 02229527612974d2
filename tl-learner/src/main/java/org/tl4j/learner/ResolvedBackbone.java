package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.weights.LocatedWeights;

/**
 * A request whose name was looked up, and which its engine can carry out. Nothing was looked for on disk yet.
 *
 * @param entry of the catalogue, with the input size of the request
 * @param request which was checked
 * @param engine that the entry names
 */
record ResolvedBackbone(BackboneEntry entry, BackboneRequest request, Engine engine) {
    ResolvedBackbone {
        requireNonNull(entry, "entry is null");
        requireNonNull(request, "request is null");
        requireNonNull(engine, "engine is null");
    }

    /** Builds it; the caller closes it. */
    Backbone open(LocatedWeights weights) {
        return engine.open(entry, weights, request);
    }
}
