package org.tl4j.dl4j.validation;

import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** Parts of a graph, out of the wrappers by which Deeplearning4j says that they are not trained. Such a part computes the same. */
public final class Thawed {
    private Thawed() {}

    /** The vertex out of one that freezes it; null where that has none. */
    public static GraphVertex vertex(GraphVertex vertex) {
        return vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
    }

    /** The layer out of one that freezes it; null where that has none. */
    public static Layer layer(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
    }

    /** The layer of a vertex, or the vertex where it has none. */
    public static Object part(GraphVertex vertex) {
        GraphVertex inner = vertex(vertex);
        return inner instanceof LayerVertex layer ? layer(layer.getLayerConf().getLayer()) : inner;
    }
}
