package org.tl4j.dl4j.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.parameters.NamedParameters;

/**
 * A DL4J graph that ends in a softmax. One call at a time computes: two threads in one graph can get each other's result
 * (deeplearning4j issue 9993), so the graph is its own lock.
 */
public final class Dl4jNetwork implements TrainedNetwork {
    /** The runtime of these networks' contents. */
    static final String RUNTIME = "deeplearning4j";

    private final ComputationGraph graph;

    /** Takes ownership of {@code graph}. */
    public Dl4jNetwork(ComputationGraph graph) {
        this.graph = graph;
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        synchronized (graph) {
            try (INDArray input = Arrays4j.from(images);
                    INDArray output = graph.outputSingle(input)) {
                float[] values = Arrays4j.values(output);
                int classes = values.length / images.images();
                float[][] rows = new float[images.images()][];
                Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * classes, (row + 1) * classes));
                return rows;
            }
        }
    }

    @Override
    public ParameterCounts parameters() {
        long trainable = Arrays.stream(graph.getLayers())
                .filter(layer -> !(layer instanceof FrozenLayer))
                .mapToLong(layer -> layer.numParams())
                .sum();
        return new ParameterCounts(graph.numParams(), trainable);
    }

    @Override
    public List<String> frozenLayers() {
        return Arrays.stream(graph.getLayers())
                .filter(layer -> layer instanceof FrozenLayer && layer.numParams() > 0)
                .map(layer -> layer.conf().getLayer().getLayerName())
                .toList();
    }

    @Override
    public NetworkContents contents() {
        return new NetworkContents(
                RUNTIME,
                graph.getConfiguration().toJson(),
                NamedParameters.of(graph).copy());
    }

    @Override
    public void export(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, "." + file.getFileName(), ".part");
            try {
                ModelSerializer.writeModel(graph, beside.toFile(), false);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("file " + file, "must be writable", e.toString(), "choose another place"), e);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
