package org.tl4j.dl4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;

/** The nodes and initialisers of an ONNX model while it is written, each after those that it uses. Not thread-safe. */
final class OnnxNodes {
    private static final char SEPARATOR = '/';

    private final Map<String, List<Integer>> parameters;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, TensorProto> initialisers = new LinkedHashMap<>();
    private final Set<String> taken;

    /**
     * @param parameters the shapes of the parameters that are beside the model, by name
     */
    OnnxNodes(Map<String, List<Integer>> parameters) {
        this.parameters = parameters;
        this.taken = new HashSet<>(parameters.keySet());
        taken.addAll(Set.of(OnnxNetwork.IMAGES, OnnxNetwork.FEATURES, OnnxNetwork.PROBABILITIES));
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    Map<String, TensorProto> initialisers() {
        return initialisers;
    }

    /** A name of a value that nothing else has. */
    private String free(String wanted) {
        String name = SEPARATOR + wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** Adds a node with one output, and returns the name of the output. */
    String add(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        String output = free(name);
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build());
        return output;
    }

    /** A parameter of the network, which is beside the model. */
    String parameter(String name) {
        initialisers.computeIfAbsent(
                name,
                key -> tensor(key, DataType.FLOAT, shape(key))
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue(NetworkContents.WEIGHTS))
                        .build());
        return name;
    }

    /** The shape of a parameter. */
    List<Integer> shape(String parameter) {
        List<Integer> shape = parameters.get(parameter);
        if (shape == null) {
            throw new IllegalStateException("the graph has no parameter " + parameter);
        }
        return shape;
    }

    /** Whether the network has a parameter. */
    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** A constant without dimensions. */
    String constant(String name, double value) {
        String free = free(name);
        initialisers.put(
                free,
                tensor(free, DataType.FLOAT, List.of())
                        .addFloatData((float) value)
                        .build());
        return free;
    }

    /** A row of one value, repeated. */
    String constants(String name, double value, int count) {
        String free = free(name);
        TensorProto.Builder tensor = tensor(free, DataType.FLOAT, List.of(count));
        for (int i = 0; i < count; i++) {
            tensor.addFloatData((float) value);
        }
        initialisers.put(free, tensor.build());
        return free;
    }

    /** A row of floats. */
    String numbers(String name, float... values) {
        String free = free(name);
        TensorProto.Builder tensor = tensor(free, DataType.FLOAT, List.of(values.length));
        for (float value : values) {
            tensor.addFloatData(value);
        }
        initialisers.put(free, tensor.build());
        return free;
    }

    /** A row of whole numbers, such as a shape. */
    String integers(String name, long... values) {
        String free = free(name);
        TensorProto.Builder tensor = tensor(free, DataType.INT64, List.of(values.length));
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        initialisers.put(free, tensor.build());
        return free;
    }

    private static TensorProto.Builder tensor(String name, DataType type, List<Integer> shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        shape.forEach(side -> tensor.addDims(side));
        return tensor;
    }
}
