package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

/**
 * Where the frozen part of a network ends.
 *
 * @param vertex the last vertex of the frozen part
 * @param pooling what becomes of a spatial output
 * @param width how many features an image has there
 */
public record Boundary(String vertex, Pooling pooling, int width) {
    public Boundary {
        requireNonNull(vertex, "vertex is null");
        requireNonNull(pooling, "pooling is null");
        if (width < 1) {
            throw new IllegalArgumentException("a boundary must have at least one feature, found " + width);
        }
    }
}
