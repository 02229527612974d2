package org.tl4j.dl4j.onnx;

import org.tl4j.dl4j.validation.ActivationShape;

/**
 * Where a layer stands in the graph.
 *
 * @param vertex the name of its vertex
 * @param layer the name by which its parameters are found
 * @param input the value that it receives
 * @param in the shape of that value
 * @param out the shape of its output
 */
record Place(String vertex, String layer, String input, ActivationShape in, ActivationShape out) {
    /** The name of one of its parameters. */
    String parameter(String suffix) {
        return layer + "." + suffix;
    }

    /** The name of a node that only a part of the layer is. */
    String part(String suffix) {
        return vertex + "/" + suffix;
    }

    /** The same place with another input of the same shape. */
    Place of(String other) {
        return new Place(vertex, layer, other, in, out);
    }
}
