package org.tl4j.core.backbone;

import java.util.List;

/**
 * A vector [size]: one value per feature, with nothing to pool.
 *
 * @param size at least 1
 */
public record FeatureVector(long size) implements FeatureShape {
    public FeatureVector {
        if (size < 1) {
            throw new IllegalArgumentException("a feature vector must have at least 1 value, found " + size);
        }
    }

    @Override
    public List<Long> dimensions() {
        return List.of(size);
    }

    @Override
    public String words() {
        return "a vector of %d values".formatted(size);
    }
}
