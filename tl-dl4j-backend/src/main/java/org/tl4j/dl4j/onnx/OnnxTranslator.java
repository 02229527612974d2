package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.InvalidGraphException;

/** Translates a graph of Deeplearning4j to an ONNX model, exactly or not at all. */
public final class OnnxTranslator {
    /** Whoever opened the graph has limited what it computes. */
    private static final GraphLimits ANY = new GraphLimits(Integer.MAX_VALUE, 1L << 40, 1L << 50);

    private final ComputationGraphConfiguration graph;
    private final ActivationShape image;
    private final Map<String, List<Integer>> parameters;

    /**
     * A translator of one graph.
     *
     * @param graph that the validation lets pass, with channels first
     * @param image the shape of its input
     * @param parameters the shapes of its parameters, by their published names
     */
    public OnnxTranslator(
            ComputationGraphConfiguration graph, ActivationShape image, Map<String, List<Integer>> parameters) {
        this.graph = graph;
        this.image = image;
        this.parameters = parameters;
    }

    /**
     * The part of the graph up to a vertex.
     *
     * @param vertex whose output, a row, is the output {@value OnnxNetwork#FEATURES}
     */
    public Result features(String vertex) {
        return translate(shapes -> {
            OnnxNodes nodes = new OnnxNodes(parameters);
            String features = new GraphInOnnx(graph, shapes, nodes).write(vertex);
            OnnxModel model = new OnnxModel(nodes, image);
            model.output(OnnxNetwork.FEATURES, features, shapes.get(vertex).values());
            return model.build(Map.of());
        });
    }

    /**
     * The whole graph, whose output is {@value OnnxNetwork#PROBABILITIES}. What its last linear layer receives is the
     * output {@value OnnxNetwork#FEATURES}, where there is one such layer.
     *
     * @param metadata of the model, in its order
     */
    public Result classifier(Map<String, String> metadata) {
        return translate(shapes -> {
            String output = graph.getNetworkOutputs().get(0);
            OnnxNodes nodes = new OnnxNodes(parameters);
            GraphInOnnx written = new GraphInOnnx(graph, shapes, nodes);
            String probabilities = written.write(output);
            OnnxModel model = new OnnxModel(nodes, image);
            written.features(output).ifPresent(row -> model.output(OnnxNetwork.FEATURES, row.value(), row.width()));
            model.output(
                    OnnxNetwork.PROBABILITIES, probabilities, shapes.get(output).values());
            return model.build(metadata);
        });
    }

    private Result translate(Function<Map<String, ActivationShape>, ModelProto> translation) {
        try {
            return new Result(Optional.of(translation.apply(GraphShapes.of(graph, image, ANY))), "");
        } catch (RefusedPart | InvalidGraphException e) {
            return new Result(Optional.empty(), e.getMessage());
        }
    }

    /**
     * A model, or why there is none.
     *
     * @param model with the large parameters beside it
     * @param reason the layer, and what of it cannot be written; empty where there is a model
     */
    public record Result(Optional<ModelProto> model, String reason) {}
}
