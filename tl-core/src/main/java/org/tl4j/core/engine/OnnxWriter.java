package org.tl4j.core.engine;

import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;

/** An ability of engines: writes the network of a bundle in ONNX. Thread-safe. */
public interface OnnxWriter {
    /**
     * The network of a bundle, with the outputs for features and probabilities.
     *
     * @param contents of a bundle that names the engine
     * @param input how images are preprocessed for it
     * @throws org.tl4j.core.error.BundleException as {@link Engine#load}
     */
    OnnxTranslation write(NetworkContents contents, Preprocessing input);
}
