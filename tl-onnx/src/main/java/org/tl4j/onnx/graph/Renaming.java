package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Set;
import org.tl4j.core.network.OnnxNetwork;

/** Gives values of a file other names where the form that is run uses these itself. */
final class Renaming {
    private static final String PREFIX = "file/";
    private static final Set<String> OURS =
            Set.of(OnnxNetwork.IMAGES, OnnxNetwork.FEATURES, OnnxNetwork.PROBABILITIES, "__metadata__");

    private Renaming() {}

    /** The name of a value after {@link #of}. */
    static String of(String value) {
        return OURS.contains(value) || value.startsWith(Nodes.PREFIX) || value.startsWith(PREFIX)
                ? PREFIX + value
                : value;
    }

    /** The nodes and tensors of a part, renamed. */
    static GraphProto.Builder of(GraphLinks.Needed part) {
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (NodeProto node : part.nodes()) {
            NodeProto.Builder renamed =
                    node.toBuilder().clearInput().clearOutput().clearDocString();
            node.getInputList().forEach(value -> renamed.addInput(of(value)));
            node.getOutputList().forEach(value -> renamed.addOutput(of(value)));
            graph.addNode(renamed);
        }
        part.tensors()
                .forEach(tensor -> graph.addInitializer(
                        tensor.toBuilder().setName(of(tensor.getName())).clearDocString()));
        return graph;
    }
}
