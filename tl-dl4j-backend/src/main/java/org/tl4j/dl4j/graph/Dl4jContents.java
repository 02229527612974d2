package org.tl4j.dl4j.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.weights.Tensor;

/**
 * What a bundle holds of a network of this engine: the graph as DL4J's JSON and, where it can be written so, as ONNX for
 * other engines, and all parameters, which both use.
 */
public final class Dl4jContents {
    /** The name of this engine in bundles. */
    public static final String ENGINE = BackboneEntry.DEEPLEARNING4J;

    /** The entry of the graph. */
    public static final String GRAPH = "network.json";

    private Dl4jContents() {}

    /**
     * The contents of a network that is not described in ONNX.
     *
     * @param graph as DL4J's JSON
     * @param weights every parameter and statistic, in the order of the graph
     */
    public static NetworkContents of(String graph, List<Tensor> weights) {
        return of(graph, Optional.empty(), weights);
    }

    /**
     * The contents of a network.
     *
     * @param graph as DL4J's JSON
     * @param onnx the same graph in ONNX, whose parameters are the weights
     * @param weights every parameter and statistic, in the order of the graph
     */
    public static NetworkContents of(String graph, Optional<ModelProto> onnx, List<Tensor> weights) {
        List<NetworkEntry> entries = new ArrayList<>();
        entries.add(NetworkEntry.text(GRAPH, graph));
        onnx.ifPresent(model -> entries.add(
                new NetworkEntry.Bytes(OnnxNetwork.ENTRY, model.toByteString().asReadOnlyByteBuffer())));
        entries.add(new NetworkEntry.Tensors(NetworkContents.WEIGHTS, weights));
        return new NetworkContents(ENGINE, entries);
    }
}
