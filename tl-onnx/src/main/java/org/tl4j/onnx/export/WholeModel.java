package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.weights.Tensor;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.TensorCheck;

/** A model with all values inside, the output of probabilities first. */
final class WholeModel {
    private static final String SUBJECT = "network of the bundle";

    /** A protobuf message has at most 2 GiB; what is not tensors takes far less than the rest. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);

    private WholeModel() {}

    /**
     * The model of a bundle.
     *
     * @param metadata what is added to that of the model
     * @throws BundleException if the bundle has no valid description in ONNX, or the model is too large for one file
     */
    static ModelProto.Builder of(NetworkContents contents, Map<String, String> metadata) {
        ModelProto.Builder model = parse(contents.bytes(OnnxNetwork.ENTRY)).toBuilder();
        fill(model.getGraphBuilder(), contents.tensors(NetworkContents.WEIGHTS));
        List<ValueInfoProto> outputs = new ArrayList<>(model.getGraph().getOutputList());
        outputs.sort(Comparator.comparing(output -> !output.getName().equals(OnnxNetwork.PROBABILITIES)));
        model.getGraphBuilder().clearOutput().addAllOutput(outputs);
        Map<String, String> all = new HashMap<>();
        model.getMetadataPropsList().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        all.putAll(metadata);
        model.clearMetadataProps();
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> model.addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(entry.getValue())));
        return model;
    }

    private static ModelProto parse(ByteBuffer bytes) {
        try {
            return ModelBytes.checked(bytes, true);
        } catch (InvalidModelException e) {
            throw e.<BundleException>of(SUBJECT, "train it again", BundleException::new);
        }
    }

    private static void fill(GraphProto.Builder graph, List<Tensor> tensors) {
        long bytes = tensors.stream()
                .mapToLong(tensor -> (long) tensor.values().limit() * Float.BYTES)
                .sum();
        if (bytes > MOST_BYTES) {
            throw new BundleException(
                    SUBJECT,
                    "must have at most " + MOST_BYTES + " bytes of parameters to be one ONNX file",
                    Long.toString(bytes),
                    "export it in another format");
        }
        Map<String, Tensor> byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (TensorCheck.isExternal(graph.getInitializer(i))) {
                graph.setInitializer(i, filled(graph.getInitializer(i), byName));
            }
        }
    }

    private static TensorProto filled(TensorProto initialiser, Map<String, Tensor> byName) {
        Tensor tensor = byName.get(initialiser.getName());
        List<Long> shape = tensor == null
                ? List.of()
                : tensor.shape().stream().map(Integer::longValue).toList();
        if (tensor == null || !shape.equals(initialiser.getDimsList())) {
            throw new BundleException(
                    SUBJECT,
                    "must have a tensor " + initialiser.getName() + " of shape " + initialiser.getDimsList(),
                    tensor == null ? "none" : "one of shape " + shape,
                    "train it again");
        }
        return initialiser.toBuilder()
                .clearDataLocation()
                .clearExternalData()
                .setRawData(bytes(tensor))
                .build();
    }

    /** ONNX stores values as little endian on every machine. */
    private static ByteString bytes(Tensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.values().limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(0, tensor.values(), 0, tensor.values().limit());
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
