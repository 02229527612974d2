package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.network.OnnxNetwork;

/** The model of a bundle from one of its values on, in the form of a model of images. Stateless and thread-safe. */
public final class TailModel {
    /** The output: floats of shape [n, labels]. */
    public static final String LOGITS = Nodes.PREFIX + "split/logits";

    private static final String PREFIX = Nodes.PREFIX + "split/";
    private static final Set<String> OF_LOGITS = Set.of("Softmax", "Sigmoid");

    private TailModel() {}

    /** The value of which a model makes its probabilities; empty if it does so by another function than a softmax or sigmoids. */
    public static Optional<String> logits(ModelProto model) {
        GraphLinks links = new GraphLinks(model.getGraph());
        Optional<NodeProto> node = links.maker(OnnxNetwork.PROBABILITIES);
        while (node.filter(maker -> maker.getOpType().equals("Identity")).isPresent()) {
            node = links.maker(node.get().getInput(0));
        }
        return node.filter(maker -> OF_LOGITS.contains(maker.getOpType())).map(maker -> maker.getInput(0));
    }

    /**
     * The part behind a value, which is its input {@value OnnxNetwork#IMAGES}: maps with channels first, or tokens as [n, 1, tokens,
     * width].
     *
     * @param model of a bundle
     * @param value one of {@link CutValues#before} its logits
     * @param shape of the value, a map or tokens
     * @param logits as of {@link #logits}
     * @param labels how many logits there are
     */
    public static ModelProto of(ModelProto model, String value, ValueShape shape, String logits, int labels) {
        GraphLinks.Needed needed = new GraphLinks(model.getGraph()).needed(List.of(logits), Set.of(value));
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tail");
        Nodes nodes = new Nodes(graph, OperatorSet.version(model));
        long batch = MapModel.batch(model);
        String values = shape.half()
                ? nodes.add(
                        "Cast", PREFIX + "half", OnnxNetwork.IMAGES, Nodes.integer("to", DataType.FLOAT16.getNumber()))
                : OnnxNetwork.IMAGES;
        if (shape.feature() instanceof TokenSequence tokens) {
            graph.addInput(Nodes.floats(OnnxNetwork.IMAGES, batch, 1, tokens.tokens(), tokens.width()));
            // 0 keeps the number of images
            String sizes = nodes.constant(PREFIX + "sizes", 0, tokens.tokens(), tokens.width());
            nodes.add("Reshape", value, List.of(values, sizes));
        } else {
            FeatureMap map = (FeatureMap) shape.feature();
            graph.addInput(Nodes.floats(OnnxNetwork.IMAGES, batch, map.channels(), map.height(), map.width()));
            if (shape.channelsLast()) {
                nodes.add("Transpose", value, values, Nodes.integers("perm", 0, 2, 3, 1));
            } else {
                nodes.add("Identity", value, values);
            }
        }
        graph.addAllNode(needed.nodes()).addAllInitializer(needed.tensors());
        String floats = nodes.add("Cast", PREFIX + "float", logits, Nodes.integer("to", DataType.FLOAT.getNumber()));
        nodes.add("Flatten", LOGITS, floats, Nodes.integer("axis", 1));
        graph.addOutput(Nodes.floats(LOGITS, batch, labels));
        return model.toBuilder().setGraph(graph).clearMetadataProps().build();
    }
}
