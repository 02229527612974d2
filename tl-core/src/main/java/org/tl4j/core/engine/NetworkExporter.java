package org.tl4j.core.engine;

import java.io.OutputStream;

/** An ability of engines: writes a network in the format of other software. Thread-safe. */
public interface NetworkExporter {
    /** What the format is called: lower case letters, digits and dashes. */
    String format();

    /**
     * Writes a network.
     *
     * @param network that names the engine, or one that the format describes
     * @param target stays open
     * @throws org.tl4j.core.error.BundleException as {@link Engine#load}, or if the format cannot hold the network
     * @throws org.tl4j.core.error.UsageException if the format cannot hold the preprocessing, and is to
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    void write(NetworkExport network, OutputStream target);
}
