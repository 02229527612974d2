package org.tl4j.core.backbone;

import java.nio.FloatBuffer;

/**
 * Features of images, one row per image, in memory or on disk. Rows on disk are read whenever they are asked for, so there
 * may be more of them than memory holds. A {@link FeatureBatch} is the one in memory. Reading is thread-safe.
 */
public interface FeatureRows {
    /** How many images, from 0. */
    int rows();

    /** Features per image, at least 1. */
    int width();

    /**
     * Copies the features of one image to {@code target}, {@link #width()} floats from its position, which moves behind
     * them.
     *
     * @param index from 0 to below {@link #rows()}
     * @throws org.tl4j.core.error.EnvironmentException if they are on disk and can no longer be read
     */
    void read(int index, FloatBuffer target);

    /** The features of one image, from position 0 to the limit; to be read only, since it may be a copy. */
    default FloatBuffer row(int index) {
        FloatBuffer copy = FloatBuffer.allocate(width());
        read(index, copy);
        return copy.flip();
    }
}
