package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which backbone, whose weights, up to where.
 *
 * @param name of the catalogue
 * @param weights a file to read instead of the catalogue's own
 * @param boundary a vertex instead of the entry's default
 */
public record BackboneRequest(String name, Optional<Path> weights, Optional<String> boundary) {
    public BackboneRequest {
        requireNonNull(name, "name is null");
        requireNonNull(weights, "weights is null");
        requireNonNull(boundary, "boundary is null");
    }

    /** The catalogue's own weights, up to the default boundary. */
    public static BackboneRequest of(String name) {
        return new BackboneRequest(name, Optional.empty(), Optional.empty());
    }
}
