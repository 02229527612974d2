package org.tl4j.learner;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.FreshNetworks;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsLocator;

/**
 * Brings a name, its entry, its engine and its weights together, each looked up once: whoever has the result of one step
 * hands it to the next.
 */
final class BackboneResolver {
    private final BackboneCatalog catalog;
    private final Engines engines;
    private final WeightsLocator weights;
    private final AddedBackbones added = new AddedBackbones();

    BackboneResolver(BackboneCatalog catalog, Engines engines, WeightsLocator weights) {
        this.catalog = added.catalog(requireNonNull(catalog, "catalog is null"));
        this.engines = requireNonNull(engines, "engines is null");
        this.weights = added.locator(requireNonNull(weights, "weights is null"));
    }

    /** The backbones that the application has added to those of the catalogue. */
    AddedBackbones added() {
        return added;
    }

    BackboneCatalog catalog() {
        return catalog;
    }

    WeightsLocator weights() {
        return weights;
    }

    /**
     * Looks up a name and checks the request.
     *
     * @throws org.tl4j.core.error.Tl4jException if the name is unknown, or the request does not go with the network
     */
    ResolvedBackbone resolve(BackboneRequest request) {
        return resolve(catalog.named(request.name()), request);
    }

    /** The same for an entry that was looked up already. */
    ResolvedBackbone resolve(BackboneEntry named, BackboneRequest asked) {
        BackboneRequest request = withoutUsualSize(named, asked);
        BackboneEntry entry = request.sized(named);
        Engine engine = engines.forEntry(entry);
        engines.requireComputable("backbone " + entry.name(), entry.engine());
        // first, since an engine that checks the architecture itself lists those that it knows
        engine.check(entry, request);
        requireSupported(entry);
        return new ResolvedBackbone(entry, request, engine, engines);
    }

    /** The entry's own size is no other size, which networks of a fixed size would refuse. */
    private static BackboneRequest withoutUsualSize(BackboneEntry named, BackboneRequest request) {
        boolean usual = request.sized(named)
                .preprocessing()
                .crop()
                .equals(named.preprocessing().crop());
        return usual
                ? new BackboneRequest(
                        request.name(), request.weights(), request.boundaries(), request.pooling(), OptionalInt.empty())
                : request;
    }

    /**
     * Checks that an entry can be opened.
     *
     * @throws UsageException if its engine is not there, or does not know its architecture
     */
    void requireSupported(BackboneEntry entry) {
        if (!engines.forEntry(entry).supports(entry)) {
            throw new UsageException(
                    "architecture of " + entry.name(),
                    "must be one that the engine " + entry.engine() + " knows",
                    entry.architecture(),
                    "");
        }
    }

    /** What keeps an entry from being opened with its default settings, as far as that is known without a file. */
    Optional<Problem> problem(BackboneEntry entry) {
        try {
            resolve(entry, BackboneRequest.of(entry.name()));
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.of(e.problem());
        }
    }

    /** The weights of a request, checked. */
    LocatedWeights locate(ResolvedBackbone resolved) {
        return weights.locate(resolved.entry().weights(), resolved.request().weights());
    }

    /** Whether weights can be read now, without a file named by the user. */
    boolean available(BackboneEntry entry) {
        return entry.weights().embedded() || !weights.present(entry.weights()).isEmpty();
    }

    /** The structure of an entry; empty where its engine is not there, or its graph lies in a file that is not there. */
    Optional<NetworkStructure> structure(BackboneEntry entry) {
        return engines.supporting(entry)
                .flatMap(engine -> engine.structure(entry, List.of())
                        .or(() -> engine.structure(entry, weights.present(entry.weights()))));
    }

    /**
     * What makes the network of an entry with fresh weights. Opens nothing.
     *
     * @throws UsageException if the engine of the entry cannot train
     */
    FreshNetworks freshNetworks(ResolvedBackbone resolved) {
        BackboneEntry entry = resolved.entry();
        return resolved.engine()
                .freshNetworks()
                .orElseThrow(() -> new UsageException(
                        "backbone",
                        "must be one whose weights can be trained",
                        entry.name() + ", which is only run by " + entry.engine(),
                        "take another"));
    }

    /**
     * The network of an entry with fresh weights; the caller closes it. Its own weights are located only where the graph lies
     * in their file.
     *
     * @throws UsageException if the engine of the entry cannot train
     */
    TrainableNetwork untrained(ResolvedBackbone resolved, int classes, long seed, Optimizer optimizer) {
        BackboneEntry entry = resolved.entry();
        FreshNetworks fresh = freshNetworks(resolved);
        boolean graphInFile = resolved.engine().structure(entry, List.of()).isEmpty();
        return fresh.untrained(
                entry, graphInFile ? Optional.of(locate(resolved)) : Optional.empty(), classes, seed, optimizer);
    }
}
