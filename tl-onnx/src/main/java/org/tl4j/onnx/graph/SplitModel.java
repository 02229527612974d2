package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
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

    /** The model and its tensors of 32-bit floats with at least {@value #LEAST} values. */
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

    /** A direct buffer in native order: a view where the bytes lie so, else a copy, since native code reads it in place. */
    private static FloatBuffer floats(TensorProto tensor) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer();
        if (raw.hasRemaining()
                && raw.isDirect()
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                && raw.alignmentOffset(raw.position(), Float.BYTES) == 0) {
            return raw.slice().order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
        int size = raw.hasRemaining() ? raw.remaining() / Float.BYTES : tensor.getFloatDataCount();
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        if (raw.hasRemaining()) {
            values.put(raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
        } else {
            tensor.getFloatDataList().forEach(values::put);
        }
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
