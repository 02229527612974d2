package org.tl4j.dl4j.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Small changes to the edges of a graph's configuration. */
public final class GraphEdits {
    private GraphEdits() {}

    /** The layer of a vertex, or the vertex itself if it is not a layer. */
    public static Object layer(ComputationGraphConfiguration configuration, String name) {
        GraphVertex vertex = configuration.getVertices().get(name);
        return vertex instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : vertex;
    }

    /** The vertices that have a vertex as input. */
    public static List<String> users(ComputationGraphConfiguration configuration, String name) {
        return configuration.getVertexInputs().entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(entry -> entry.getKey())
                .toList();
    }

    /** Removes a vertex; its consumers then use {@code replacement}. */
    public static void remove(ComputationGraphConfiguration configuration, String name, String replacement) {
        configuration.getVertices().remove(name);
        configuration.getVertexInputs().remove(name);
        rewire(configuration, name, replacement);
    }

    /** Replaces the input {@code name} by {@code replacement} everywhere. */
    public static void rewire(ComputationGraphConfiguration configuration, String name, String replacement) {
        configuration.getVertexInputs().replaceAll((vertex, inputs) -> {
            List<String> changed = new ArrayList<>(inputs);
            changed.replaceAll(input -> input.equals(name) ? replacement : input);
            return changed;
        });
        // otherwise DL4J keeps the order of the old vertices
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
    }

    /** Replaces a layer by another. */
    public static void replace(ComputationGraphConfiguration configuration, String name, Layer layer) {
        LayerVertex vertex = (LayerVertex) configuration.getVertices().get(name);
        vertex.getLayerConf().setLayer(layer);
    }

    /**
     * Removes the activation that is the only consumer of a vertex and returns it if it is one of {@code activations};
     * otherwise returns the identity.
     */
    public static IActivation take(
            Set<IActivation> activations, ComputationGraphConfiguration configuration, String name) {
        List<String> users = users(configuration, name);
        if (users.size() == 1
                && layer(configuration, users.get(0)) instanceof ActivationLayer activation
                && activation.getClass() == ActivationLayer.class
                && activations.contains(activation.getActivationFn())) {
            remove(configuration, users.get(0), name);
            return activation.getActivationFn();
        }
        return new ActivationIdentity();
    }
}
