package org.tl4j.core.backbone;

import java.util.List;

/** What becomes of the height and width of a boundary's output. An output without them is taken as it is. */
public enum Pooling {
    /** Averaged over all positions: a feature a channel. */
    AVERAGE,
    /** The largest value of all positions: a feature a channel. */
    MAX,
    /** The averages of all channels, then their largest values: two features a channel. */
    BOTH,
    /** Kept: a feature a channel and position, in the order [channels, height, width]. */
    FLATTEN;

    /**
     * How many features an output becomes.
     *
     * @param shape [channels, height, width], or [features]
     */
    public long width(List<Long> shape) {
        long channels = shape.get(0);
        if (shape.size() == 1) {
            return channels;
        }
        return switch (this) {
            case AVERAGE, MAX -> channels;
            case BOTH -> 2 * channels;
            case FLATTEN -> shape.stream().reduce(1L, Math::multiplyExact);
        };
    }
}
