package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.weights.LocatedWeights;

/** A request whose name was looked up, and which its engine can carry out. Nothing was looked for on disk yet. */
final class ResolvedBackbone {
    private final BackboneEntry entry;
    private final BackboneRequest request;
    private final Engine engine;
    private final Engines engines;

    /**
     * @param entry of the catalogue, with the input size of the request
     * @param request which was checked
     * @param engine that the entry names
     * @param engines one of which computes its features
     */
    ResolvedBackbone(BackboneEntry entry, BackboneRequest request, Engine engine, Engines engines) {
        this.entry = requireNonNull(entry, "entry is null");
        this.request = requireNonNull(request, "request is null");
        this.engine = requireNonNull(engine, "engine is null");
        this.engines = requireNonNull(engines, "engines is null");
    }

    /** The entry of the catalogue, with the input size of the request. */
    BackboneEntry entry() {
        return entry;
    }

    /** The request, which was checked. */
    BackboneRequest request() {
        return request;
    }

    /** The engine that the entry names. */
    Engine engine() {
        return engine;
    }

    /** Builds it; the caller closes it. */
    Backbone open(LocatedWeights weights) {
        return engines.open(entry, weights, request);
    }

    /** Builds it up to other vertices than those of the request; the caller closes it. */
    Backbone open(LocatedWeights weights, List<String> vertices, Optional<Pooling> pooling) {
        return engines.open(
                entry,
                weights,
                new BackboneRequest(request.name(), request.weights(), vertices, pooling, request.inputSize()));
    }

    /** The engine that computes the features of the backbone that {@link #open} gave. */
    EngineInfo computing(Backbone backbone) {
        return engines.computing(backbone, entry);
    }
}
