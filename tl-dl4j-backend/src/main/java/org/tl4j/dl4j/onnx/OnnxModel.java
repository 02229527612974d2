package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.dl4j.validation.ActivationShape;

/** Puts nodes together to a model with named outputs, and leaves out those that no output needs. */
final class OnnxModel {
    /** All operators that are written have their present meaning since this version of the standard ones, of 2020. */
    static final int OPSET = 13;

    /** The version of the file format that came with it. */
    private static final int IR_VERSION = 7;

    private static final String BATCH = "n";

    private final OnnxNodes nodes;
    private final Map<String, String> finalNames = new HashMap<>();
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");

    OnnxModel(OnnxNodes nodes, ActivationShape image) {
        this.nodes = nodes;
        graph.addInput(value(OnnxNetwork.IMAGES, image.channels(), image.height(), image.width()));
    }

    /** Makes a value an output. */
    void output(String name, String value, long width) {
        boolean free = nodes.nodes().stream().anyMatch(node -> node.getOutput(0).equals(value));
        String source = free && !finalNames.containsKey(value) ? value : nodes.add("Identity", name, List.of(value));
        finalNames.put(source, name);
        graph.addOutput(value(name, width));
    }

    private static ValueInfoProto value(String name, long... sides) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam(BATCH));
        for (long side : sides) {
            shape.addDim(Dimension.newBuilder().setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** The model, with what is known of it. */
    ModelProto build(Map<String, String> metadata) {
        Set<String> used = new HashSet<>();
        List<NodeProto> needed = needed(used);
        graph.clearNode();
        needed.forEach(node -> graph.addNode(renamed(node)));
        graph.clearInitializer();
        nodes.initialisers().forEach((name, tensor) -> {
            if (used.contains(name)) {
                graph.addInitializer(tensor);
            }
        });
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("TL4J")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, text) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build();
    }

    /** The nodes that lead to outputs, in their order; {@code used} receives all values that they use. */
    private List<NodeProto> needed(Set<String> used) {
        Deque<NodeProto> needed = new ArrayDeque<>();
        used.addAll(finalNames.keySet());
        List<NodeProto> all = nodes.nodes();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (used.contains(all.get(i).getOutput(0))) {
                needed.addFirst(all.get(i));
                used.addAll(all.get(i).getInputList());
            }
        }
        return new ArrayList<>(needed);
    }

    private NodeProto renamed(NodeProto node) {
        if (Stream.concat(node.getInputList().stream(), node.getOutputList().stream())
                .noneMatch(finalNames::containsKey)) {
            return node;
        }
        NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
        node.getInputList().forEach(name -> renamed.addInput(finalNames.getOrDefault(name, name)));
        node.getOutputList().forEach(name -> renamed.addOutput(finalNames.getOrDefault(name, name)));
        return renamed.build();
    }
}
