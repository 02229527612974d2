package org.tl4j.core.features;

import java.nio.FloatBuffer;
import java.util.List;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.provenance.Digest;

/** The features of one {@link FeatureKey}, by the digest of the image. Thread-safe. */
public interface FeatureSpace {
    /** Whether the features of an image are stored. */
    boolean contains(Digest image);

    /**
     * Copies the features of an image to {@code target}, boundary-width floats, and moves its position behind them.
     *
     * @return false, with nothing copied, if they are not there
     */
    boolean read(Digest image, FloatBuffer target);

    /**
     * Adds features, at once and whole: after a crash all of them are there, or none.
     *
     * @param images one digest per row of {@code features}
     */
    void add(List<Digest> images, FeatureBatch features);
}
