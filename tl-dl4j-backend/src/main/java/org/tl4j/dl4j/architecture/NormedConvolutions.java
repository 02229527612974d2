package org.tl4j.dl4j.architecture;

import org.nd4j.linalg.activations.Activation;

/**
 * Convolutions with their batch norm and activation, torchvision's {@code Conv2dNormActivation}: {@code name.0},
 * {@code name.1} and {@code name.2}. Halved sides are rounded up.
 */
final class NormedConvolutions {
    private final GraphBuilder graph;
    private final Activation activation;

    /**
     * @param graph the graph to add layers to
     * @param activation the activation after every batch norm
     */
    NormedConvolutions(GraphBuilder graph, Activation activation) {
        this.graph = graph;
        this.activation = activation;
    }

    String full(String name, String from, int channels, int kernel, int stride) {
        return activated(name, graph.convolution(name + ".0", from, channels, kernel, stride, kernel / 2, false));
    }

    /** A depthwise convolution. */
    String depthwise(String name, String from, int channels, int kernel, int stride) {
        return activated(name, graph.depthwise(name + ".0", from, channels, kernel, stride));
    }

    private String activated(String name, String convolution) {
        return graph.activation(name + ".2", graph.batchNorm(name + ".1", convolution), activation);
    }
}
