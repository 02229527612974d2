package org.tl4j.dl4j.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphRules;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.Thawed;

/** Writes the vertices of one graph, each after its inputs. */
final class GraphInOnnx {
    private final ComputationGraphConfiguration graph;
    private final Map<String, ActivationShape> shapes;
    private final LayerWriter layers;
    private final VertexWriter vertices;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /**
     * @param graph a configuration that was checked, with channels first
     * @param shapes of its vertices, and of its input
     */
    GraphInOnnx(ComputationGraphConfiguration graph, Map<String, ActivationShape> shapes, OnnxNodes nodes) {
        this.graph = graph;
        this.shapes = shapes;
        KnownValues known = new KnownValues();
        this.layers = new LayerWriter(nodes, known);
        this.vertices = new VertexWriter(nodes, known);
        values.put(graph.getNetworkInputs().get(0), OnnxNetwork.IMAGES);
    }

    /** Writes a vertex and all before it, and returns its value, a row or an image. */
    String write(String vertex) {
        Set<String> needed = needed(vertex);
        GraphRules.order(graph).stream()
                .filter(name -> needed.contains(name) && !values.containsKey(name))
                .forEach(name -> values.put(name, add(name)));
        return values.get(vertex);
    }

    private Set<String> needed(String vertex) {
        Set<String> needed = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(vertex));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (graph.getVertices().containsKey(next) && needed.add(next)) {
                open.addAll(graph.getVertexInputs().get(next));
            }
        }
        return needed;
    }

    private String add(String name) {
        GraphVertex vertex = Thawed.vertex(graph.getVertices().get(name));
        List<String> from = graph.getVertexInputs().get(name);
        List<String> inputs = from.stream().map(values::get).toList();
        ActivationShape in = shapes.get(from.get(0));
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return vertices.write(vertex, name, inputs, in);
        }
        Layer layer = Thawed.layer(layerVertex.getLayerConf().getLayer());
        String input = vertices.preprocessed(layerVertex.getPreProcessor(), name, name + "/input", inputs.get(0), in);
        ActivationShape given = GraphShapes.preprocessed(name, layerVertex.getPreProcessor(), in);
        String own = layer.getLayerName() == null ? name : layer.getLayerName();
        Place place = new Place(name, own, input, given, shapes.get(name));
        places.put(name, place);
        return layers.write(layer, place);
    }

    /**
     * A value of a row.
     *
     * @param value its name
     * @param width of the row
     */
    record Row(String value, long width) {}

    /**
     * The input of the last linear layer before a vertex, as a row: the features that a classifier separates. Call it after
     * {@link #write}.
     *
     * @return empty where several ways lead to the vertex before there is such a layer
     */
    Optional<Row> features(String vertex) {
        String name = vertex;
        while (graph.getVertices().containsKey(name)) {
            Object part = Thawed.part(graph.getVertices().get(name));
            Place place = places.get(name);
            if (part instanceof ConvolutionLayer && part.getClass() == ConvolutionLayer.class) {
                return Optional.of(new Row(
                        layers.mean(OnnxNetwork.FEATURES, place.input()),
                        place.in().channels()));
            } else if (part instanceof OutputLayer || part instanceof DenseLayer) {
                return Optional.of(new Row(place.input(), place.in().values()));
            } else if (!passesFeaturesOn(part)) {
                return Optional.empty();
            }
            name = graph.getVertexInputs().get(name).get(0);
        }
        return Optional.empty();
    }

    private static boolean passesFeaturesOn(Object part) {
        return part instanceof LossLayer
                || part instanceof ActivationLayer
                || part instanceof DropoutLayer
                || part instanceof GlobalPoolingLayer
                || part instanceof SubsamplingLayer
                || part instanceof ScaleVertex
                || part instanceof ShiftVertex
                || part instanceof PreprocessorVertex;
    }
}
