package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.zoo.ZooModel;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.learner.TransferLearner;

/**
 * A network of Deeplearning4j that is in memory, as a backbone. It goes the way of an imported zip without the zip: it is
 * checked, brought into the form of TL4J and proven to give the same outputs. The network that it is made of stays as it is and
 * may be trained or closed afterwards. Immutable.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) { // first: it chooses the native library
 *     ZooModel<?> zoo = SqueezeNet.builder().numClasses(10).build();
 *     BackboneRequest backbone = Deeplearning4jBackbone.of("my-squeezenet", zoo, PixelConvention.UNIT).addTo(learner);
 *     learner.train(TrainingRequest.of(Path.of("photos"), Path.of("insects.tlz")).withBackbone(backbone));
 * }
 * }</pre>
 *
 * <p>How images are preprocessed must be stated, as no network tells it: {@link org.tl4j.core.preprocessing.PixelConvention}
 * has the usual ways, and any {@link PreprocessingRule} will do.
 */
public final class Deeplearning4jBackbone {
    private final BackboneEntry entry;
    private final LocatedWeights weights;
    private final List<String> vertices;

    private Deeplearning4jBackbone(BackboneEntry entry, LocatedWeights weights, List<String> vertices) {
        this.entry = entry;
        this.weights = weights;
        this.vertices = vertices;
    }

    /**
     * A model of the zoo as the zoo builds it: with fresh weights, for images of the size that it states. For pretrained weights,
     * hand over what {@code initPretrained} gives.
     *
     * @param name what to call it from now on: small letters, digits, {@code .}, {@code _} and {@code -}, at most 64
     * @param rule how its images are preprocessed
     * @throws UsageException if the name is none, or the rule does not go with the network
     * @throws org.tl4j.core.error.WeightsException if it cannot be taken, and what in it is the reason
     */
    public static Deeplearning4jBackbone of(String name, ZooModel<?> model, PreprocessingRule rule) {
        required(model, "model");
        GraphConversion conversion = new GraphConversion(name, model.getClass().getName(), size(model), rule);
        return owned(conversion, model::init);
    }

    /** Of the images that a model is for; one of several inputs is refused for its graph. */
    @SuppressWarnings("deprecation") // nothing else says it
    private static Optional<ImageSize> size(ZooModel<?> model) {
        int[][] inputs = model.metaData().getInputShape();
        return inputs.length == 1 && inputs[0].length == 3
                ? Optional.of(new ImageSize(inputs[0][2], inputs[0][1]))
                : Optional.empty();
    }

    /**
     * A graph with its parameters.
     *
     * @param name as for a model of the zoo
     * @param graph with one input of images, [n, channels, height, width] or channels last, and one output
     * @param size of its images; empty takes the likeliest square that fits
     * @param rule how its images are preprocessed
     * @throws UsageException if the name is none, the graph was not initialised, or the rule does not go with it
     * @throws org.tl4j.core.error.WeightsException if it cannot be taken, and what in it is the reason: several inputs, an
     *     input that is no image, a layer of your own
     */
    public static Deeplearning4jBackbone of(
            String name, ComputationGraph graph, Optional<ImageSize> size, PreprocessingRule rule) {
        required(graph, "graph");
        return new GraphConversion(name, graph.getClass().getName(), required(size, "size"), rule).of(graph);
    }

    /** The same of a network whose layers form a chain. */
    public static Deeplearning4jBackbone of(
            String name, MultiLayerNetwork network, Optional<ImageSize> size, PreprocessingRule rule) {
        required(network, "network");
        GraphConversion conversion =
                new GraphConversion(name, network.getClass().getName(), required(size, "size"), rule);
        GraphConversion.requireInitialised(name, network);
        return owned(conversion, network::toComputationGraph);
    }

    /** Closes what was made for this alone. */
    private static Deeplearning4jBackbone owned(GraphConversion conversion, Supplier<? extends Model> source) {
        Model model = source.get();
        if (model instanceof MultiLayerNetwork network) {
            try {
                return owned(conversion, network::toComputationGraph);
            } finally {
                network.close();
            }
        }
        ComputationGraph graph = (ComputationGraph) model;
        try {
            return conversion.of(graph);
        } finally {
            graph.close();
        }
    }

    /** With weights that the caller has written down. */
    static Deeplearning4jBackbone of(BackboneEntry entry, LocatedWeights weights, List<String> vertices) {
        return new Deeplearning4jBackbone(entry, weights, List.copyOf(vertices));
    }

    /**
     * The same, given by a class of yours, whose name then goes into bundles as the setting {@code backbone-source}: the one that
     * draws the graph, or a zoo model whose pretrained weights the graph has.
     */
    public Deeplearning4jBackbone givenBy(Class<?> source) {
        return with(required(source, "source").getName(), entry.defaultBoundary(), entry.fineTuningRate());
    }

    /**
     * The same with features of another vertex, instead of the one that was proposed: the last before the classifier.
     *
     * @throws UsageException if there is no such vertex
     */
    public Deeplearning4jBackbone withBoundary(String vertex) {
        if (!vertices.contains(required(vertex, "boundary"))) {
            throw new UsageException(
                    "boundary of " + entry.name(),
                    "must be a vertex of the network, one of " + String.join(", ", vertices),
                    vertex,
                    Suggestions.question(vertex, vertices));
        }
        return with(entry.source(), vertex, entry.fineTuningRate());
    }

    /** The same with another peak learning rate of the new head in fine-tuning, above 0; 0.001 where nothing is said. */
    public Deeplearning4jBackbone withFineTuningRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new UsageException("fine-tuning rate", "must be above 0", Double.toString(rate), "");
        }
        return with(entry.source(), entry.defaultBoundary(), rate);
    }

    private Deeplearning4jBackbone with(String source, String boundary, double fineTuningRate) {
        return of(
                entry.toBuilder()
                        .description("given by " + source)
                        .source(source)
                        .defaultBoundary(boundary)
                        .fineTuningRate(fineTuningRate)
                        .build(),
                weights,
                vertices);
    }

    /** What it is: its preprocessing, its boundary, the digest of its weights and graph. */
    public BackboneEntry entry() {
        return entry;
    }

    /** The vertices that can be a boundary, from the input on. Those that clash with names of TL4J have an underscore more. */
    public List<String> vertices() {
        return vertices;
    }

    /** Its weights and graph, as the content of a safetensors file in memory. */
    public LocatedWeights weights() {
        return weights;
    }

    /**
     * Adds it to the backbones of a learner, until that is closed.
     *
     * @return what to request; with {@code upTo} and {@code pooledBy}, for other features of it
     * @throws UsageException if the learner has one of this name
     */
    public BackboneRequest addTo(TransferLearner learner) {
        required(learner, "learner").backbones().add(entry, weights);
        return BackboneRequest.of(entry.name());
    }
}
