package org.tl4j.dl4j.graph;

import java.util.List;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.weights.Tensor;

/** What a bundle holds of a network of this engine: the graph as DL4J's JSON, and all parameters. */
public final class Dl4jContents {
    /** The name of this engine in bundles. */
    public static final String ENGINE = BackboneEntry.DEEPLEARNING4J;

    /** The entry of the graph. */
    public static final String GRAPH = "network.json";

    private Dl4jContents() {}

    /**
     * The contents of a network.
     *
     * @param graph as DL4J's JSON
     * @param weights every parameter and statistic, in the order of the graph
     */
    public static NetworkContents of(String graph, List<Tensor> weights) {
        return new NetworkContents(
                ENGINE,
                List.of(NetworkEntry.text(GRAPH, graph), new NetworkEntry.Tensors(NetworkContents.WEIGHTS, weights)));
    }
}
