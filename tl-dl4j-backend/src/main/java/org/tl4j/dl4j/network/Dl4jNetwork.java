package org.tl4j.dl4j.network;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.parameters.NamedParameters;

/** A DL4J graph that ends in a softmax. */
public final class Dl4jNetwork implements TrainedNetwork {
    /** The runtime of these networks' contents. */
    static final String RUNTIME = "deeplearning4j";

    private final OwnedGraph owned;

    /** Takes ownership of {@code graph}. */
    public Dl4jNetwork(ComputationGraph graph) {
        this.owned = new OwnedGraph(graph);
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        return owned.use(graph -> {
            try (INDArray input = Arrays4j.from(images);
                    INDArray output = graph.outputSingle(input)) {
                float[] values = Arrays4j.values(output);
                int classes = values.length / images.images();
                float[][] rows = new float[images.images()][];
                Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * classes, (row + 1) * classes));
                return rows;
            }
        });
    }

    @Override
    public ParameterCounts parameters() {
        return owned.use(graph -> {
            long trainable = Arrays.stream(graph.getLayers())
                    .filter(layer -> !(layer instanceof FrozenLayer))
                    .mapToLong(layer -> layer.numParams())
                    .sum();
            return new ParameterCounts(graph.numParams(), trainable);
        });
    }

    @Override
    public List<String> frozenLayers() {
        return owned.use(graph -> Arrays.stream(graph.getLayers())
                .filter(layer -> layer instanceof FrozenLayer && layer.numParams() > 0)
                .map(layer -> layer.conf().getLayer().getLayerName())
                .toList());
    }

    @Override
    public NetworkContents contents() {
        return owned.use(graph -> new NetworkContents(
                RUNTIME,
                graph.getConfiguration().toJson(),
                NamedParameters.of(graph).copy()));
    }

    @Override
    public void export(OutputStream target) {
        owned.use(graph -> {
            try {
                ModelSerializer.writeModel(graph, target, false);
                return target;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        owned.close();
    }
}
