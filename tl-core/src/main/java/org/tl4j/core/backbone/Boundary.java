package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where the frozen part of a network ends. The features of several vertices are concatenated in order.
 *
 * @param vertices the last vertices of the frozen part, at least one, in the order of their features
 * @param pooling how spatial outputs are pooled
 * @param width how many features an image has there, over all vertices
 */
public record Boundary(List<String> vertices, Pooling pooling, int width) {
    public Boundary {
        vertices = List.copyOf(vertices);
        requireNonNull(pooling, "pooling is null");
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("a boundary must have at least one vertex, found none");
        }
        if (width < 1) {
            throw new IllegalArgumentException("a boundary must have at least one feature, found " + width);
        }
    }

    /** A boundary of one vertex. */
    public static Boundary at(String vertex, Pooling pooling, int width) {
        return new Boundary(List.of(vertex), pooling, width);
    }

    /** The vertices, for people: {@code layer2.2.relu2, avgpool}. */
    public String names() {
        return String.join(", ", vertices);
    }
}
