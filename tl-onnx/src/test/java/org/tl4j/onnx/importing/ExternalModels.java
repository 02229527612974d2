package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes models whose values are in a file beside them. */
final class ExternalModels {
    private ExternalModels() {}

    static Path write(ModelProto whole, Path folder) throws IOException {
        ModelProto.Builder model = whole.toBuilder();
        ByteBuffer values = ByteBuffer.allocate(10_000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < whole.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = whole.getGraph().getInitializer(i);
            int begin = values.position();
            tensor.getFloatDataList().forEach(values::putFloat);
            model.getGraphBuilder()
                    .setInitializer(
                            i,
                            tensor.toBuilder()
                                    .clearFloatData()
                                    .setDataLocation(DataLocation.EXTERNAL)
                                    .addExternalData(entry("location", "model.onnx_data"))
                                    .addExternalData(entry("offset", Integer.toString(begin)))
                                    .addExternalData(entry("length", Integer.toString(values.position() - begin))));
        }
        byte[] content = new byte[values.flip().remaining()];
        values.get(content);
        Files.write(folder.resolve("model.onnx_data"), content);
        return Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
