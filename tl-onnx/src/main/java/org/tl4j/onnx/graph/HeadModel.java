package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.weights.Tensor;

/** Appends an output layer to a model of features. Stateless and thread-safe. */
public final class HeadModel {
    private static final String WEIGHT = Nodes.PREFIX + "head.weight";
    private static final String BIAS = Nodes.PREFIX + "head.bias";
    private static final String LOGITS = Nodes.PREFIX + "logits";

    private HeadModel() {}

    /**
     * The model with a second output, {@value OnnxNetwork#PROBABILITIES}.
     *
     * @param features a model as {@link FeatureModel#of} makes it
     * @param batch how many images it takes at once, where that is fixed
     * @param boundary what its features are
     */
    public static ModelProto of(ModelProto features, OptionalInt batch, Boundary boundary, LinearHead head) {
        ModelProto.Builder model = features.toBuilder();
        var graph = model.getGraphBuilder();
        Nodes nodes = new Nodes(graph, OperatorSet.version(features));
        graph.addInitializer(tensor(WEIGHT, head.weights(), head.inputs(), head.classes()));
        graph.addInitializer(tensor(BIAS, head.biases(), head.classes()));
        nodes.add("Gemm", LOGITS, List.of(OnnxNetwork.FEATURES, WEIGHT, BIAS));
        if (head.mode() == LabelMode.SINGLE_LABEL) {
            nodes.add("Softmax", OnnxNetwork.PROBABILITIES, LOGITS, Nodes.integer("axis", 1));
        } else {
            nodes.add("Sigmoid", OnnxNetwork.PROBABILITIES, LOGITS);
            state(model, OnnxMetadata.LABEL_MODE, EnumNames.of(head.mode()));
        }
        graph.addOutput(Nodes.floats(OnnxNetwork.PROBABILITIES, batch.orElse(0), head.classes()));
        long frozen = ModelParameters.of(features);
        state(model, OnnxMetadata.PARAMETERS, Long.toString(frozen + head.parameters()));
        state(model, OnnxMetadata.TRAINABLE, Long.toString(head.parameters()));
        state(model, OnnxMetadata.FROZEN, "");
        state(model, OnnxMetadata.BOUNDARIES, String.join("\n", boundary.vertices()));
        state(model, OnnxMetadata.POOLING, boundary.pooling().word());
        return model.build();
    }

    /**
     * The output layer that was appended to a model.
     *
     * @param model that was checked
     * @param tensors of the initialisers that it does not hold
     * @param mode of its labels
     * @return empty if there was none
     */
    public static Optional<LinearHead> read(ModelProto model, List<Tensor> tensors, LabelMode mode) {
        Optional<TensorProto> weight = initialiser(model, WEIGHT);
        Optional<TensorProto> bias = initialiser(model, BIAS);
        if (weight.isEmpty() || bias.isEmpty() || weight.get().getDimsCount() != 2) {
            return Optional.empty();
        }
        int inputs = Math.toIntExact(weight.get().getDims(0));
        int classes = Math.toIntExact(weight.get().getDims(1));
        float[] weights = values(weight.get(), tensors);
        float[] biases = values(bias.get(), tensors);
        return weights.length == (long) inputs * classes && biases.length == classes
                ? Optional.of(new LinearHead(inputs, classes, weights, biases, mode))
                : Optional.empty();
    }

    private static Optional<TensorProto> initialiser(ModelProto model, String name) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals(name)
                        && tensor.getDataType() == DataType.FLOAT.getNumber()
                        && tensor.getDimsList().stream().allMatch(size -> size > 0 && size <= Integer.MAX_VALUE))
                .findFirst();
    }

    private static float[] values(TensorProto tensor, List<Tensor> tensors) {
        FloatBuffer values = tensors.stream()
                .filter(other -> TensorCheck.isExternal(tensor) && other.name().equals(tensor.getName()))
                .map(other -> other.values().duplicate().rewind())
                .findFirst()
                .orElseGet(() -> tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer());
        float[] all = new float[values.remaining()];
        values.get(all);
        return all;
    }

    private static void state(ModelProto.Builder model, String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    private static TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor.build();
    }
}
