package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A vertex whose output makes sensible features.
 *
 * @param group the layer group that ends there; empty where none does
 * @param vertex its name
 * @param shape what it gives for an image
 * @param parameters how many numbers the network has learned up to it, counted as in {@link NetworkSize}
 * @param isDefault whether it is the boundary that is taken where none is asked for
 */
public record BoundaryOption(
        Optional<String> group, String vertex, FeatureShape shape, long parameters, boolean isDefault) {
    public BoundaryOption {
        requireNonNull(group, "group is null");
        requireNonNull(vertex, "vertex is null");
        requireNonNull(shape, "shape is null");
    }

    /** How many features it gives, pooled as usual. */
    public long width() {
        return width(Pooling.usual(List.of(shape)));
    }

    /**
     * How many features it gives.
     *
     * @throws IllegalArgumentException if what it gives cannot be pooled so
     */
    public long width(Pooling pooling) {
        return pooling.width(shape);
    }
}
