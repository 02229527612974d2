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
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.Thawed;

/** A DL4J graph that ends in a softmax, or, for several labels, in sigmoids. */
public final class Dl4jNetwork implements TrainedNetwork {
    private final OwnedGraph owned;
    private final Set<String> frozen;
    private final ActivationShape input;
    private final Optional<Boundary> features;
    private final LabelMode mode;

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
        this.mode = OutputMode.of(graph.getConfiguration());
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
        return checked(owned.use(graph -> {
            try (INDArray array = Arrays4j.from(images);
                    INDArray output = graph.outputSingle(array)) {
                return Arrays4j.rows(output, images.images());
            }
        }));
    }

    private float[][] checked(float[][] rows) {
        for (float[] row : rows) {
            ProbabilityRow.require(row, mode);
        }
        return rows;
    }

    @Override
    public NetworkOutputs outputs(ImageBatch images) {
        requireShape(images);
        NetworkOutputs outputs = owned.use(graph -> outputs(graph, images));
        checked(outputs.probabilities());
        return outputs;
    }

    /** Computes what the last linear layer takes as well, if that is a row of features. */
    private static NetworkOutputs outputs(ComputationGraph graph, ImageBatch images) {
        Optional<String> before = linearInput(graph.getConfiguration());
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        try (INDArray array = Arrays4j.from(images)) {
            if (before.isEmpty()) {
                try (INDArray probabilities = graph.outputSingle(array)) {
                    return new NetworkOutputs(Arrays4j.rows(probabilities, images.images()), Optional.empty());
                }
            }
            INDArray[] both = graph.output(List.of(before.get(), output), false, new INDArray[] {array}, null);
            try (INDArray features = both[0];
                    INDArray probabilities = both[1]) {
                return new NetworkOutputs(
                        Arrays4j.rows(probabilities, images.images()),
                        Optional.of(Arrays4j.rows(features, images.images())));
            }
        }
    }

    /** The vertex whose row of values the last layer takes, or the dense layer before a last layer that has no parameters. */
    private static Optional<String> linearInput(ComputationGraphConfiguration graph) {
        String name = graph.getNetworkOutputs().get(0);
        if (layer(graph, name) instanceof LossLayer) {
            name = graph.getVertexInputs().get(name).get(0);
        }
        boolean linear = layer(graph, name) instanceof OutputLayer || layer(graph, name) instanceof DenseLayer;
        // a preprocessor in a vertex of a layer turns maps to rows
        return linear
                        && Thawed.vertex(graph.getVertices().get(name)) instanceof LayerVertex vertex
                        && vertex.getPreProcessor() == null
                ? Optional.of(graph.getVertexInputs().get(name).get(0)).filter(graph.getVertices()::containsKey)
                : Optional.empty();
    }

    private static Object layer(ComputationGraphConfiguration graph, String name) {
        return Thawed.part(graph.getVertices().get(name));
    }

    @Override
    public LabelMode labelMode() {
        return mode;
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
