package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An output at a boundary as it is before pooling.
 *
 * @param shape of the values
 * @param pooled how the network itself makes the features of the boundary from them, which then are pooled no more; empty where the
 *     pooling of the boundary does
 */
public record UnpooledOutput(FeatureShape shape, Optional<Pooling> pooled) {
    public UnpooledOutput {
        requireNonNull(shape, "shape is null");
        requireNonNull(pooled, "pooled is null");
    }
}
