package org.tl4j.core.backbone;

import java.util.List;

/**
 * A map [channels, height, width], as convolutions give it.
 *
 * @param channels at least 1
 * @param height in positions, at least 1
 * @param width in positions, at least 1
 */
public record FeatureMap(long channels, long height, long width) implements FeatureShape {
    public FeatureMap {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a feature map must be at least [1, 1, 1], found [%d, %d, %d]".formatted(channels, height, width));
        }
    }

    @Override
    public List<Long> dimensions() {
        return List.of(channels, height, width);
    }

    @Override
    public String words() {
        return "a map of %d channels of %dx%d".formatted(channels, width, height);
    }
}
