package org.tl4j.core.backbone;

import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;

/** A frozen pretrained network up to its boundary. Thread-safe. */
public interface Backbone extends AutoCloseable {
    /** What it is. */
    BackboneSpec spec();

    /**
     * Runs the frozen part, as at inference.
     *
     * @param images [n, channels, height, width] of the size that the preprocessing gives
     * @return [n, boundary width]
     */
    FeatureBatch features(ImageBatch images);

    /**
     * A new network: this backbone, frozen up to the boundary, its old output removed, and a new output layer that holds
     * {@code head}. The backbone stays as it is.
     */
    TrainedNetwork withHead(LinearHead head);

    /** Frees native memory. */
    @Override
    void close();
}
