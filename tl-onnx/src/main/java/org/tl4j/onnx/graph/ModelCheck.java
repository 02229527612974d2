package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.Set;

/**
 * What a model must be before native code sees it: a graph of nodes of known domains without control flow, each input of which
 * exists, no cycle, and tensors whose bytes fit their shapes.
 */
public final class ModelCheck {
    /** The operators of the specification, and those that ONNX Runtime adds: exporters of transformers use them. */
    static final Set<String> DOMAINS = Set.of("", "ai.onnx", "com.microsoft");

    private static final int MOST_NODES = 50_000;
    private static final int MOST_TENSORS = 50_000;
    private static final int MOST_LINKS = 2_048;
    private static final int MOST_OUTPUTS = 256;
    private static final int LONGEST_NAME = 2_048;

    private ModelCheck() {}

    /**
     * Checks a model.
     *
     * @param external whether initialisers may have their values elsewhere
     * @throws InvalidModelException if it breaks a rule, which it names
     */
    public static void check(ModelProto model, boolean external) {
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new InvalidModelException("must be an ONNX file with a network", "none");
        }
        if (model.getFunctionsCount() > 0) {
            throw new InvalidModelException(
                    "must have no functions of its own",
                    model.getFunctions(0).getName(),
                    "export it with its functions inlined");
        }
        for (OperatorSetIdProto operators : model.getOpsetImportList()) {
            name(operators.getDomain());
        }
        GraphProto graph = model.getGraph();
        atMost(MOST_NODES, graph.getNodeCount(), "nodes");
        atMost(MOST_TENSORS, graph.getInitializerCount(), "tensors");
        atMost(MOST_LINKS, graph.getInputCount() - graph.getInitializerCount(), "inputs");
        atMost(MOST_OUTPUTS, graph.getOutputCount(), "outputs");
        if (graph.getSparseInitializerCount() > 0) {
            throw new InvalidModelException("must have dense tensors", "sparse ones");
        }
        Set<String> initializers = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            name(tensor.getName());
            TensorCheck.check(tensor, tensor.getName(), external);
            if (tensor.getName().isEmpty() || !initializers.add(tensor.getName())) {
                throw new InvalidModelException("must have tensors of distinct names", tensor.getName());
            }
        }
        graph.getNodeList().forEach(ModelCheck::check);
        for (ValueInfoProto input : graph.getInputList()) {
            name(input.getName());
        }
        NodeOrder.of(graph); // for its checks
    }

    private static void check(NodeProto node) {
        String operator = operator(node);
        if (!DOMAINS.contains(node.getDomain())) {
            throw new InvalidModelException(
                    "must have operators of ONNX alone (domains ai.onnx and com.microsoft)",
                    operator + " of the domain " + node.getDomain(),
                    "export it without custom operators");
        }
        atMost(MOST_LINKS, node.getInputCount(), "inputs of " + operator);
        atMost(MOST_LINKS, node.getOutputCount(), "outputs of " + operator);
        node.getInputList().forEach(ModelCheck::name);
        node.getOutputList().forEach(ModelCheck::name);
        for (AttributeProto attribute : node.getAttributeList()) {
            check(operator, attribute);
        }
    }

    private static void check(String operator, AttributeProto attribute) {
        if (attribute.hasG() || attribute.getGraphsCount() > 0) {
            throw new InvalidModelException(
                    "must have no control flow",
                    operator + " with a graph inside",
                    "export it for one input size, so that no branch or loop is needed");
        }
        if (!attribute.getRefAttrName().isEmpty()
                || attribute.hasSparseTensor()
                || attribute.getSparseTensorsCount() > 0) {
            throw new InvalidModelException(
                    "must have attributes that hold their values", attribute.getName() + " of " + operator);
        }
        if (attribute.hasT()) {
            TensorCheck.check(attribute.getT(), attribute.getName() + " of " + operator, false);
        }
        for (TensorProto tensor : attribute.getTensorsList()) {
            TensorCheck.check(tensor, attribute.getName() + " of " + operator, false);
        }
    }

    /** A node for messages: {@code the Conv /conv1/Conv}. */
    static String operator(NodeProto node) {
        return node.getName().isEmpty() ? "the " + node.getOpType() : "the " + node.getOpType() + " " + node.getName();
    }

    private static void name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new InvalidModelException("must have names of at most " + LONGEST_NAME + " characters", name);
        }
    }

    private static void atMost(int most, int count, String what) {
        if (count > most) {
            throw new InvalidModelException("must have at most " + most + " " + what, Integer.toString(count));
        }
    }
}
