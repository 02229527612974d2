package org.tl4j.dl4j.validation;

import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/**
 * Unwraps parts of a graph from the wrappers by which Deeplearning4j freezes them. A wrapper does not change the output.
 */
public final class Thawed {
    private Thawed() {}

    /** The vertex inside a wrapper; null if the wrapper is empty. */
    public static GraphVertex vertex(GraphVertex vertex) {
        return vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
    }

    /** The layer inside a wrapper; null if the wrapper is empty. */
    public static Layer layer(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }

    /** The layer of a vertex, or the vertex itself if it has no layer. */
    public static Object part(GraphVertex vertex) {
        GraphVertex inner = vertex(vertex);
        return inner instanceof LayerVertex layer ? layer(layer.getLayerConf().getLayer()) : inner;
    }
}
