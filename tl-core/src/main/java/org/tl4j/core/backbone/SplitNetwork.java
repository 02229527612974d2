package org.tl4j.core.backbone;

import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A network with an output layer, in two parts: up to its last values that have positions and through which everything passes from
 * the images to the logits, and from these values on. It shows how logits change with the values of a position. Thread-safe.
 */
public interface SplitNetwork extends AutoCloseable {
    /**
     * What the values are for one image: a {@link FeatureMap} of several positions, or a {@link TokenSequence} with
     * {@link TokenSequence#tokensBeforePatches}.
     */
    FeatureShape shape();

    /**
     * The values for images, as at inference.
     *
     * @param images [n, channels, height, width] of the size that the preprocessing gives
     * @return [n, width]: the values of an image in the order of the dimensions of {@link #shape}; finite
     * @throws org.tl4j.core.error.Tl4jException if a value is not finite
     */
    FeatureBatch values(ImageBatch images);

    /**
     * The logits that follow from values: those of {@link #values}, or others.
     *
     * @param values [n, width], as of {@link #values}
     * @return [n, labels], before the softmax or the sigmoids; finite
     * @throws org.tl4j.core.error.Tl4jException if a logit is not finite
     */
    FeatureBatch logits(FeatureBatch values);

    /** Frees native memory. */
    @Override
    void close();
}
