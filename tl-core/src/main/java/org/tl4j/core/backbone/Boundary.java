package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

/**
 * Where the frozen part of a network ends.
 *
 * @param vertex the last vertex of the frozen part; a spatial output is averaged over its positions
 * @param width how many features an image has there
 */
public record Boundary(String vertex, int width) {
    public Boundary {
        requireNonNull(vertex, "vertex is null");
        if (width < 1) {
            throw new IllegalArgumentException("a boundary must have at least one feature, found " + width);
        }
    }
}
