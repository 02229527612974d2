package org.tl4j.core.backbone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;

/** The backbones that can be had by name. Thread-safe. */
public interface BackboneCatalog {
    /** All entries, in the order of preference for photos of any kind. */
    List<BackboneEntry> entries();

    /**
     * One entry.
     *
     * @throws org.tl4j.core.error.UsageException if there is none of that name; the nearest is suggested
     */
    default BackboneEntry entry(String name) {
        return entry(BackboneRequest.of(name));
    }

    /**
     * One entry, as it is asked for: fed with images of the size of the request.
     *
     * @throws org.tl4j.core.error.UsageException if there is none of that name, or the network cannot take images of that
     *     size
     */
    BackboneEntry entry(BackboneRequest request);

    /**
     * The vertices of an entry whose outputs make sensible features: what comes out of each layer group, and the default
     * boundary. No weights are read.
     *
     * @return from the input on
     * @throws org.tl4j.core.error.UsageException if the name is unknown
     */
    List<BoundaryOption> boundaries(String name);

    /** Whether the weights of an entry can be read now, without a file named by the user. */
    boolean available(BackboneEntry entry);

    /** How large the whole network of an entry is; empty where its structure or its number of classes is not known. */
    Optional<NetworkSize> size(BackboneEntry entry);

    /**
     * Builds a backbone and fills it with its weights.
     *
     * @throws org.tl4j.core.error.UsageException if the name or a boundary is unknown, the pooling does not go with the
     *     boundary, or the network cannot take images of the size
     * @throws org.tl4j.core.error.WeightsException if the weights are missing or do not fit
     */
    Backbone open(BackboneRequest request);

    /**
     * Looks whether a backbone is what the catalogue says: the weights and the golden answer, if it has one.
     *
     * @return the largest deviation from the golden answer, as a share of its largest value; empty where there is none
     * @throws org.tl4j.core.error.WeightsException if it is not
     */
    OptionalDouble verify(BackboneRequest request);

    /**
     * The network of an entry with fresh weights and its own classifier, for pretraining.
     *
     * @param classes how many outputs it gets
     * @param seed of the fresh weights
     * @throws org.tl4j.core.error.UsageException if the name is unknown
     */
    TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer);
}
