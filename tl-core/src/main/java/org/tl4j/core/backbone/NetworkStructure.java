package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the structure of a network tells, whatever its numbers.
 *
 * @param size of the whole network; empty where its number of classes is not known
 * @param boundaries the vertices whose outputs make sensible features, from the input on: what comes out of each layer
 *     group, and the usual boundary
 * @param inputSizes in words, images of which sizes it takes
 */
public record NetworkStructure(Optional<NetworkSize> size, List<BoundaryOption> boundaries, String inputSizes) {
    public NetworkStructure {
        requireNonNull(size, "size is null");
        boundaries = List.copyOf(boundaries);
        requireNonNull(inputSizes, "inputSizes is null");
    }
}
