package org.tl4j.core.backbone;

import org.tl4j.core.preprocessing.ImageBatch;

/** A network up to its boundary, with the weights of a file or of a bundle: all that computing features needs. Thread-safe. */
public interface FeatureNetwork extends AutoCloseable {
    /** Where features are taken. */
    Boundary boundary();

    /**
     * Computes the features of images, as at inference.
     *
     * @param images [n, channels, height, width] of the size that the preprocessing gives
     * @return [n, boundary width], finite
     * @throws org.tl4j.core.error.Tl4jException if a feature is not finite
     */
    FeatureBatch features(ImageBatch images);

    /** Frees native memory. */
    @Override
    void close();
}
