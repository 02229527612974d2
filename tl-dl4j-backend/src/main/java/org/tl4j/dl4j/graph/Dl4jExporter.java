package org.tl4j.dl4j.graph;

import java.io.OutputStream;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.UsageException;

/**
 * Writes zips of Deeplearning4j, to be opened with {@code ComputationGraph.load}.
 */
public final class Dl4jExporter implements NetworkExporter {
    /** The name of the format. */
    public static final String FORMAT = "deeplearning4j";

    private final Dl4jNetworkLoader loader;

    /**
     * An exporter of networks of bundles.
     *
     * @param loader builds the graph that is written
     */
    public Dl4jExporter(Dl4jNetworkLoader loader) {
        this.loader = loader;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public void write(NetworkExport network, OutputStream target) {
        if (network.withPreprocessing()) {
            throw new UsageException("format", "must be one that can hold the preprocessing: onnx", FORMAT, "");
        }
        try (Dl4jNetwork loaded = loader.load(network.contents(), network.input())) {
            loaded.export(target);
        }
    }
}
