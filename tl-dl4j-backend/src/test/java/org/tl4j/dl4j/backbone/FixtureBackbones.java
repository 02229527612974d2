package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.Started;

/** Opens entries with located weights, which are the same for all entries here. */
final class FixtureBackbones {
    private final Dl4jEngine engine;
    private final LocatedWeights weights;
    private final BackboneCatalog catalog;

    /** Backbones of the published entries. */
    FixtureBackbones(TensorFormat format, LocatedWeights weights) {
        this(format, weights, PublishedEntries.catalog());
    }

    /** Backbones of one entry. */
    FixtureBackbones(TensorFormat format, LocatedWeights weights, BackboneEntry entry) {
        this(format, weights, new One(entry));
    }

    private FixtureBackbones(TensorFormat format, LocatedWeights weights, BackboneCatalog catalog) {
        this.engine = new Dl4jEngine(Started.runtime(), format);
        this.weights = weights;
        this.catalog = catalog;
    }

    private record One(BackboneEntry entry) implements BackboneCatalog {
        @Override
        public List<BackboneEntry> entries() {
            return List.of(entry);
        }

        @Override
        public BackboneEntry named(String name) {
            return entry;
        }
    }

    List<BackboneEntry> entries() {
        return catalog.entries();
    }

    BackboneEntry entry(BackboneRequest request) {
        BackboneEntry entry = request.sized(catalog.named(request.name()));
        engine.check(entry, request);
        return entry;
    }

    TrainableBackbone open(BackboneRequest request) {
        return engine.open(entry(request), weights, request);
    }

    Optional<NetworkStructure> structure(BackboneRequest request) {
        return engine.structure(request.sized(catalog.named(request.name())), weights.contents());
    }

    /** Opens it, and lets the engine compare it with the file. */
    OptionalDouble verify(BackboneRequest request) {
        open(request).close();
        engine.prove(entry(request), weights);
        return OptionalDouble.empty();
    }

    TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer) {
        return engine.freshNetworks()
                .orElseThrow()
                .untrained(entry(BackboneRequest.of(name)), Optional.of(weights), classes, seed, optimizer);
    }
}
