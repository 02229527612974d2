package org.tl4j.core.backbone;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.network.LayerGroup;

/** What the structure of a network tells, whatever its numbers. Each answer is worked out when it is asked for. Thread-safe. */
public interface NetworkStructure {
    /** How large the whole network is; empty where its number of classes is not known. */
    Optional<NetworkSize> size();

    /**
     * The vertices whose outputs make sensible features, from the input on: what comes out of each layer group, and the usual
     * boundary.
     */
    List<BoundaryOption> boundaries();

    /** The layers up to the usual boundary, from the input on. */
    List<LayerGroup> groups();

    /** In words, images of which sizes it takes. */
    String inputSizes();
}
