package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.weights.Tensor;

/** Separates a model from its large parameters, so that a bundle holds these as tensors. Stateless and thread-safe. */
public final class SplitModel {
    /** Values. Shapes and constants that the optimiser must see are smaller. */
    private static final long LEAST = 1024;

    private SplitModel() {}

    /** The model and its tensors of 32-bit floats with at least {@value #LEAST} values, as views. */
    public static OnnxNetwork of(ModelProto model) {
        ModelProto.Builder structure = model.toBuilder();
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = model.getGraph().getInitializer(i);
            long values = TensorCheck.values(tensor.getDimsList(), tensor.getName());
            if (tensor.getDataType() == DataType.FLOAT.getNumber() && values >= LEAST) {
                tensors.add(new Tensor(
                        tensor.getName(),
                        tensor.getDimsList().stream().map(Math::toIntExact).toList(),
                        floats(tensor)));
                structure.getGraphBuilder().setInitializer(i, external(tensor));
            }
        }
        return new OnnxNetwork(structure.build().toByteString().asReadOnlyByteBuffer(), tensors);
    }

    private static FloatBuffer floats(TensorProto tensor) {
        if (!tensor.getRawData().isEmpty()) {
            return tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        }
        FloatBuffer values = FloatBuffer.allocate(tensor.getFloatDataCount());
        tensor.getFloatDataList().forEach(values::put);
        return values.flip();
    }

    private static TensorProto external(TensorProto tensor) {
        return tensor.toBuilder()
                .clearRawData()
                .clearFloatData()
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(NetworkContents.WEIGHTS))
                .build();
    }
}
