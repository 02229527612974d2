package org.tl4j.core.backbone;

import java.util.List;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A network up to the values from which the features of its boundary are pooled, which shows where in an image they come from.
 * Thread-safe.
 */
public interface UnpooledNetwork extends AutoCloseable {
    /** The outputs, one per vertex of the boundary, in their order. */
    List<UnpooledOutput> outputs();

    /**
     * The values for images, as at inference.
     *
     * @param images [n, channels, height, width] of the size that the preprocessing gives
     * @return [n, width]: the values of the outputs one after another, each in the order of its dimensions; finite
     * @throws org.tl4j.core.error.Tl4jException if a value is not finite
     */
    FeatureBatch values(ImageBatch images);

    /** Frees native memory. */
    @Override
    void close();
}
