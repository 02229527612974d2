package org.tl4j.core.engine;

import java.io.OutputStream;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.Preprocessing;

/** An ability of engines: writes a network in the format of other software. Thread-safe. */
public interface NetworkExporter {
    /** What the format is called: lower case letters, digits and dashes. */
    String format();

    /**
     * Writes a network.
     *
     * @param contents of a bundle that names the engine
     * @param input how images are preprocessed for it
     * @param target stays open
     * @throws org.tl4j.core.error.BundleException as {@link Engine#load}
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    void write(NetworkContents contents, Preprocessing input, OutputStream target);
}
