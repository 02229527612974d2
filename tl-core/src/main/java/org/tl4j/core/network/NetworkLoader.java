package org.tl4j.core.network;

import org.tl4j.core.preprocessing.Preprocessing;

/** Builds networks from their contents. Thread-safe. */
public interface NetworkLoader {
    /**
     * A network ready for use. It takes no other images than those that {@code input} makes.
     *
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException if the contents are not a network of known layers with values in range,
     *     that fits these images and computes within limits, or if its parameters are not finite
     */
    TrainedNetwork load(NetworkContents contents, Preprocessing input);
}
