package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A vertex whose output is suitable as features.
 *
 * @param group the layer group that ends there; empty where none does
 * @param vertex its name
 * @param shape the shape of its output for one image
 * @param parameters how many parameters the network has up to it, counted as in {@link NetworkSize}
 * @param isDefault whether it is the default boundary
 */
public record BoundaryOption(
        Optional<String> group, String vertex, FeatureShape shape, long parameters, boolean isDefault) {
    public BoundaryOption {
        requireNonNull(group, "group is null");
        requireNonNull(vertex, "vertex is null");
        requireNonNull(shape, "shape is null");
    }

    /** How many features it gives with the default pooling. */
    public long width() {
        return width(Pooling.defaultFor(List.of(shape)));
    }

    /**
     * How many features it gives with a pooling.
     *
     * @throws IllegalArgumentException if this pooling does not apply to its shape
     */
    public long width(Pooling pooling) {
        return pooling.width(shape);
    }
}
