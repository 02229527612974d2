package org.tl4j.dl4j.graph;

import org.tl4j.core.engine.OnnxWriter;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;

/** Writes networks of bundles in ONNX. */
public final class Dl4jOnnxWriter implements OnnxWriter {
    private final Dl4jNetworkLoader loader;

    /**
     * A writer of networks of bundles.
     *
     * @param loader builds the graph that is written
     */
    public Dl4jOnnxWriter(Dl4jNetworkLoader loader) {
        this.loader = loader;
    }

    @Override
    public OnnxTranslation write(NetworkContents contents, Preprocessing input) {
        try (Dl4jNetwork network = loader.load(contents, input)) {
            return network.onnx();
        }
    }
}
