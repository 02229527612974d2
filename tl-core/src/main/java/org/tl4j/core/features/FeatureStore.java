package org.tl4j.core.features;

import java.nio.file.Path;

/** Features on disk, shared by runs and by processes. Thread-safe. */
public interface FeatureStore {
    /** Opens the space of a key; what other processes add later is not seen. */
    FeatureSpace open(FeatureKey key);

    /** The folder of the store. */
    Path folder();

    /** How much it holds on disk, in bytes. */
    long bytes();

    /** How much it may hold, in bytes; the least recently used spaces go first, then the oldest features of
     * those in use. */
    long limit();

    /** Removes everything that is in it. */
    void clear();
}
