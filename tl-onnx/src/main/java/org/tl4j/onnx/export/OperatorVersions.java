package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.error.BundleException;

/**
 * Raises a model to the version of the standard operators that resizes with an antialiased filter. Between version 13 and it
 * only few operators changed their form (ONNX, docs/Changelog.md).
 */
final class OperatorVersions {
    /** The first version whose Resize can antialias. */
    static final int ANTIALIASED = 18;

    /** The first version whose operators, but for those here, have the same form. */
    private static final int OLDEST = 13;

    /** The version of the file format that came with it. */
    private static final int IR_VERSION = 8;

    /** Their attribute {@code axes} became an input. */
    private static final Set<String> REDUCTIONS = Set.of(
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare");

    /** Their defaults changed, or they hold further graphs. */
    private static final Set<String> NOT_RAISED = Set.of("RoiAlign", "If", "Loop", "Scan", "SequenceMap");

    private OperatorVersions() {}

    /**
     * Raises a model whose version is lower.
     *
     * @throws BundleException if it cannot be raised, and why
     */
    static void raise(ModelProto.Builder model) {
        for (int i = 0; i < model.getOpsetImportCount(); i++) {
            OperatorSetIdProto operators = model.getOpsetImport(i);
            if (operators.getDomain().isEmpty() || operators.getDomain().equals("ai.onnx")) {
                if (operators.getVersion() < OLDEST) {
                    throw refused("operators of version " + operators.getVersion());
                }
                if (operators.getVersion() < ANTIALIASED) {
                    model.setOpsetImport(i, operators.toBuilder().setVersion(ANTIALIASED));
                    model.setIrVersion(Math.max(IR_VERSION, model.getIrVersion()));
                    raise(model.getGraphBuilder());
                }
            }
        }
    }

    private static BundleException refused(String found) {
        return new BundleException(
                "network of the bundle",
                "must have operators of ONNX that can be raised from version " + OLDEST + " to " + ANTIALIASED
                        + " to hold its preprocessing",
                found,
                "export it without its preprocessing");
    }

    private static void raise(GraphProto.Builder graph) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
                continue; // of another set of operators, whose version stays
            }
            if (NOT_RAISED.contains(node.getOpType())) {
                throw refused("the operator " + node.getOpType());
            } else if (REDUCTIONS.contains(node.getOpType())) {
                graph.setNode(i, reduction(node, graph));
            } else if (node.getOpType().equals("Split")
                    && (node.getInputCount() < 2 || node.getInput(1).isEmpty())) {
                graph.setNode(
                        i,
                        node.toBuilder()
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("num_outputs")
                                        .setType(AttributeType.INT)
                                        .setI(node.getOutputCount())));
            }
        }
    }

    private static NodeProto reduction(NodeProto node, GraphProto.Builder graph) {
        Optional<AttributeProto> axes = node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("axes"))
                .findFirst();
        if (axes.isEmpty()) {
            return node;
        }
        List<Long> values = axes.get().getIntsList();
        String name = PreprocessingNodes.PREFIX + "axes of " + node.getOutput(0);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.size())
                .addAllInt64Data(values));
        NodeProto.Builder raised = node.toBuilder().clearAttribute().addInput(name);
        node.getAttributeList().stream()
                .filter(attribute -> !attribute.getName().equals("axes"))
                .forEach(raised::addAttribute);
        return raised.build();
    }
}
