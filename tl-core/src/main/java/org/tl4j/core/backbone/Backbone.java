package org.tl4j.core.backbone;

import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
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
     * @return [n, boundary width], finite
     * @throws org.tl4j.core.error.WeightsException if a feature is not finite
     */
    FeatureBatch features(ImageBatch images);

    /**
     * A new network: this backbone, frozen up to the boundary, its old output removed, and a new output layer that holds
     * {@code head}. The backbone stays as it is.
     */
    TrainedNetwork withHead(LinearHead head);

    /**
     * The part that comes before a layer group, as a backbone of its own: its features are what the group takes in, with
     * {@link Pooling#FLATTEN}. The caller closes it.
     *
     * @throws org.tl4j.core.error.UsageException if there is no such group, nothing with parameters before it, or a
     *     boundary before it
     */
    Backbone frozenPrefix(String group);

    /**
     * This network and a new output layer that holds {@code head}, ready to be trained from what it has learned.
     *
     * <p>Where {@code tuning} trains a part of it, the inputs of that network are the features of {@link #frozenPrefix}.
     *
     * @throws org.tl4j.core.error.UsageException if there is no group of the name in {@code tuning}, or a boundary before it
     */
    TrainableNetwork tunable(LinearHead head, TrainableScope tuning);

    /** The same network with fresh weights and a new output layer: what it could learn without pretraining. */
    TrainableNetwork untrained(int classes, long seed, Optimizer optimizer);

    /** Frees native memory. */
    @Override
    void close();
}
