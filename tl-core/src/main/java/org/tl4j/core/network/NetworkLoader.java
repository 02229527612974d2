package org.tl4j.core.network;

/** Builds networks from their contents. Thread-safe. */
public interface NetworkLoader {
    /**
     * A network ready for use.
     *
     * @throws org.tl4j.core.error.BundleException if the contents are not a network of known layers
     */
    TrainedNetwork load(NetworkContents contents);
}
