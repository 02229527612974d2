package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.MapModel;
import org.tl4j.onnx.graph.ValueShape;

/** Opens parts of the network of a bundle, with its tensors. Thread-safe. */
final class PartSessions {
    private final Sessions sessions;

    PartSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A part of the model of {@code contents}; the caller closes it. */
    OnnxSession open(ModelProto part, NetworkContents contents) {
        OnnxNetwork network =
                new OnnxNetwork(part.toByteString().asReadOnlyByteBuffer(), contents.tensors(NetworkContents.WEIGHTS));
        return sessions.open(CheckedModel.of(network, Failure.BUNDLE), Failure.BUNDLE);
    }

    /** The shapes of values, from a run of zeros; without those of an unknown form. */
    Map<String, ValueShape> shapes(
            ModelProto model, List<String> values, NetworkContents contents, Preprocessing input) {
        ImageInput images = ImageInput.of(model, values);
        ImageBatch zeros = ImageBatch.allocate(images.batch().orElse(1), input);
        try (OnnxSession session = open(MapModel.probe(model, values), contents)) {
            Map<String, TensorInfo> found = session.shapes(zeros);
            Map<String, ValueShape> shapes = new LinkedHashMap<>();
            for (String value : values) {
                shape(found.get(value), images, input).ifPresent(shape -> shapes.put(value, shape));
            }
            return shapes;
        }
    }

    private static Optional<ValueShape> shape(TensorInfo info, ImageInput images, Preprocessing input) {
        if (info == null || (info.type != OnnxJavaType.FLOAT && info.type != OnnxJavaType.FLOAT16)) {
            return Optional.empty();
        }
        List<Long> dimensions = Arrays.stream(info.getShape()).boxed().toList();
        return ValueShape.of(dimensions, info.type == OnnxJavaType.FLOAT16, images, input.crop());
    }
}
