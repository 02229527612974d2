package org.tl4j.dl4j.graph;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.validation.ActivationShape;

/** A DL4J graph that ends in a softmax. */
public final class Dl4jNetwork implements TrainedNetwork {
    private final OwnedGraph owned;
    private final Set<String> frozen;
    private final ActivationShape input;
    private final Optional<Boundary> features;

    /** Takes ownership of {@code graph} for images of one shape; its frozen layers are those that DL4J has wrapped. */
    public Dl4jNetwork(ComputationGraph graph, ActivationShape input) {
        this(graph, wrapped(graph), input, Optional.empty());
    }

    /** The same for a graph whose output layer takes the features of a boundary. */
    public Dl4jNetwork(ComputationGraph graph, ActivationShape input, Boundary features) {
        this(graph, wrapped(graph), input, Optional.of(features));
    }

    /**
     * Takes ownership of {@code graph} for images of one shape; training has not changed the layers {@code frozen}.
     *
     * @param features what its output layer takes, where that is known
     */
    public Dl4jNetwork(ComputationGraph graph, Set<String> frozen, ActivationShape input, Optional<Boundary> features) {
        this.owned = new OwnedGraph(graph);
        this.frozen = Set.copyOf(frozen);
        this.input = requireNonNull(input, "input is null");
        this.features = requireNonNull(features, "features is null");
    }

    private static Set<String> wrapped(ComputationGraph graph) {
        return Arrays.stream(graph.getLayers())
                .filter(FrozenLayer.class::isInstance)
                .map(Dl4jNetwork::name)
                .collect(Collectors.toSet());
    }

    private static String name(Layer layer) {
        return layer.conf().getLayer().getLayerName();
    }

    @Override
    public float[][] probabilities(ImageBatch images) {
        requireShape(images);
        float[][] rows = owned.use(graph -> {
            try (INDArray array = Arrays4j.from(images);
                    INDArray output = graph.outputSingle(array)) {
                return Arrays4j.rows(output, images.images());
            }
        });
        for (float[] row : rows) {
            ProbabilityRow.require(row, labelMode());
        }
        return rows;
    }

    private void requireShape(ImageBatch images) {
        ActivationShape found = ActivationShape.image(images.channels(), images.height(), images.width());
        if (!input.equals(found)) {
            throw new IllegalArgumentException("images must be " + input + ", found " + found);
        }
    }

    @Override
    public ParameterCounts parameters() {
        return owned.use(graph -> {
            long trainable = Arrays.stream(graph.getLayers())
                    .filter(layer -> !frozen.contains(name(layer)))
                    .mapToLong(layer -> layer.numParams())
                    .sum();
            return new ParameterCounts(graph.numParams(), trainable);
        });
    }

    @Override
    public List<String> frozenLayers() {
        return owned.use(graph -> Arrays.stream(graph.getLayers())
                .filter(layer -> layer.numParams() > 0)
                .map(Dl4jNetwork::name)
                .filter(frozen::contains)
                .toList());
    }

    @Override
    public NetworkContents contents() {
        return owned.use(graph -> Dl4jContents.of(
                graph.getConfiguration().toJson(),
                OnnxDescription.model(graph, input, frozen, features).model(),
                NamedParameters.of(graph).copy()));
    }

    /** The same network in ONNX. */
    OnnxTranslation onnx() {
        return owned.use(graph -> OnnxDescription.classifier(graph, input, frozen));
    }

    /**
     * Writes a zip of Deeplearning4j.
     *
     * @param target stays open
     */
    void export(OutputStream target) {
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
