package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Features in two dimensions: images that look alike to the network lie near each other. Distances far apart, sizes and
 * densities of groups mean little.
 *
 * @param method how it was made
 * @param points one per image of the map
 */
public record DataMap(Method method, List<Point> points) {
    public DataMap {
        requireNonNull(method, "method is null");
        points = List.copyOf(points);
    }

    /** How a map is made. */
    public enum Method {
        /** The two directions of largest variance. */
        PRINCIPAL_COMPONENTS,
        /** t-SNE (van der Maaten 2014), which keeps neighbours together. */
        TSNE
    }

    /**
     * An image on the map.
     *
     * @param image index of the image
     * @param x from 0 to 1
     * @param y from 0 to 1
     */
    public record Point(int image, double x, double y) {}
}
