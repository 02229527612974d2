package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which backbone, whose weights, up to where.
 *
 * @param name of the catalogue
 * @param weights a file to read instead of the catalogue's own
 * @param boundaries vertices or layer groups instead of the entry's default; their features are joined in this order, and
 *     a group means what comes out of it. A name that both have is the vertex
 * @param pooling what becomes of spatial outputs; they are averaged where nothing is said
 */
public record BackboneRequest(String name, Optional<Path> weights, List<String> boundaries, Optional<Pooling> pooling) {
    public BackboneRequest {
        requireNonNull(name, "name is null");
        requireNonNull(weights, "weights is null");
        boundaries = List.copyOf(boundaries);
        requireNonNull(pooling, "pooling is null");
    }

    /** The catalogue's own weights, up to the default boundary. */
    public static BackboneRequest of(String name) {
        return new BackboneRequest(name, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same with the weights of a file. */
    public BackboneRequest withWeights(Path file) {
        return new BackboneRequest(name, Optional.of(file), boundaries, pooling);
    }

    /** The same up to these vertices or groups. */
    public BackboneRequest upTo(String... names) {
        return new BackboneRequest(name, weights, List.of(names), pooling);
    }

    /** The same with spatial outputs pooled so. */
    public BackboneRequest pooledBy(Pooling choice) {
        return new BackboneRequest(name, weights, boundaries, Optional.of(choice));
    }
}
