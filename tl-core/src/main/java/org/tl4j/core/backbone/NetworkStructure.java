package org.tl4j.core.backbone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.network.LayerGroup;

/** The structure of a network, without its parameters. Each value is computed on request. Thread-safe. */
public interface NetworkStructure {
    /** How large the whole network is; empty where its number of classes is not known. */
    Optional<NetworkSize> size();

    /**
     * The vertices whose outputs are suitable as features, from the input on: the output of each layer group, and the
     * default boundary.
     */
    List<BoundaryOption> boundaries();

    /** The layers up to the default boundary, from the input on. */
    List<LayerGroup> groups();

    /** Which image sizes it accepts, in words. */
    String inputSizes();

    /** More about a network whose graph is in its file, for people, by dashed name, in the order in which it is shown. */
    default Map<String, String> details() {
        return Map.of();
    }
}
