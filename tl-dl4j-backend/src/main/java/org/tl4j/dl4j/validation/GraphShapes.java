package org.tl4j.dl4j.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The output shape of each vertex of a graph for an image of one size, derived from the configuration before anything is
 * computed. The graph must have passed {@link GraphRules#check}.
 */
public final class GraphShapes {
    private final ComputationGraphConfiguration graph;
    private final GraphLimits limits;
    private final boolean channelsLast;
    private final Map<String, ActivationShape> shapes = new HashMap<>();
    private long values;
    private long work;

    private GraphShapes(ComputationGraphConfiguration graph, GraphLimits limits, boolean channelsLast) {
        this.graph = graph;
        this.limits = limits;
        this.channelsLast = channelsLast;
    }

    /**
     * Computes the shapes of all vertices of a graph with channels first.
     *
     * @param image shape of the input
     * @throws InvalidGraphException if layers do not fit together, or the graph exceeds {@code limits}
     */
    public static Map<String, ActivationShape> of(
            ComputationGraphConfiguration graph, ActivationShape image, GraphLimits limits) {
        return of(graph, image, limits, false);
    }

    /**
     * Computes the shapes of all vertices of a graph that may have channels last.
     *
     * @param channelsLast whether images are stored as [height, width, channels]
     */
    public static Map<String, ActivationShape> of(
            ComputationGraphConfiguration graph, ActivationShape image, GraphLimits limits, boolean channelsLast) {
        GraphShapes shapes = new GraphShapes(graph, limits, channelsLast);
        String input = graph.getNetworkInputs().get(0);
        shapes.put(input, image, 0);
        for (String name : GraphRules.order(graph)) {
            shapes.add(name);
        }
        return shapes.shapes;
    }

    /**
     * The shape of a layer's input after its preprocessor, for channels first.
     *
     * @param preprocessor of the layer; null if it has none
     * @throws InvalidGraphException if it does not fit the shape
     */
    public static ActivationShape preprocessed(String layer, InputPreProcessor preprocessor, ActivationShape input) {
        return new VertexShapes(layer, false).of(preprocessor, input);
    }

    private void add(String name) {
        List<ActivationShape> inputs =
                graph.getVertexInputs().get(name).stream().map(shapes::get).toList();
        GraphVertex vertex = graph.getVertices().get(name);
        GraphVertex inner = Thawed.vertex(vertex);
        if (!(inner instanceof LayerVertex layerVertex)) {
            put(name, new VertexShapes(name, channelsLast).of(inner, inputs), 0);
            return;
        }
        if (inputs.size() != 1) {
            throw new InvalidGraphException(name, "must have one input, as every layer", inputs.size());
        }
        ActivationShape input = new VertexShapes(name, channelsLast).of(layerVertex.getPreProcessor(), inputs.get(0));
        Layer layer = LayerRules.thawed(name, layerVertex.getLayerConf().getLayer());
        ActivationShape output = new LayerShapes(name, channelsLast).of(layer, input);
        put(name, output, LayerWork.of(layer, input, output));
        checkWindows(name, LayerWork.windowValues(layer, output));
    }

    private void put(String name, ActivationShape shape, long multiplyAdds) {
        if (shape.values() > limits.activationValues()) {
            throw beyond(
                    name,
                    "output at most " + limits.activationValues() + " values",
                    shape.values() + " (" + shape + ")",
                    GraphLimits.ACTIVATION_VALUES);
        }
        values += shape.values();
        if (values > limits.allValues()) {
            throw beyond(
                    "",
                    "output at most " + limits.allValues() + " values in all",
                    "more at " + name,
                    GraphLimits.ALL_VALUES);
        }
        work += multiplyAdds;
        if (work > limits.multiplyAdds()) {
            throw beyond(
                    "",
                    "take at most " + limits.multiplyAdds() + " multiply-adds",
                    "more at " + name,
                    GraphLimits.MULTIPLY_ADDS);
        }
        shapes.put(name, shape);
    }

    private void checkWindows(String name, double windowValues) {
        if (windowValues > limits.allValues()) {
            throw beyond(
                    name,
                    "copy at most " + limits.allValues() + " values as windows",
                    String.format(Locale.ROOT, "%.0f", windowValues),
                    GraphLimits.ALL_VALUES);
        }
    }

    private static InvalidGraphException beyond(String part, String rule, String found, String limit) {
        return new InvalidGraphException(
                part,
                "must " + rule + " for one image",
                found,
                "take smaller images, or allow more by " + GraphLimits.variable(limit));
    }
}
