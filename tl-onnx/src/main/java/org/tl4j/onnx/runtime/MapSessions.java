package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.MapModel;
import org.tl4j.onnx.graph.MapModel.Source;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.ValueShape;

/** Opens networks of bundles for the values of their boundaries before pooling. Thread-safe. */
public final class MapSessions {
    private final Sessions sessions;

    /** Opens sessions by these. */
    public MapSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The values of a boundary; the caller closes the network.
     *
     * @param contents of a bundle, whose model was checked
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest
     * @return empty if the model has no such values, or values of an unknown form
     * @throws org.tl4j.core.error.BundleException if ONNX Runtime refuses the part of the network
     */
    public Optional<UnpooledNetwork> open(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        ModelProto model = ModelBytes.checked(contents.bytes(OnnxNetwork.ENTRY), true);
        boolean others = model.getMetadataPropsList().stream()
                .filter(property -> property.getKey().equals(OnnxMetadata.BOUNDARIES))
                .anyMatch(property -> !property.getValue().equals(String.join("\n", boundaries)));
        Optional<List<Source>> sources = others ? Optional.empty() : MapModel.sources(model, boundaries);
        if (sources.isEmpty()) {
            return Optional.empty();
        }
        List<String> values = sources.get().stream().map(Source::value).toList();
        return shapes(model, values, contents, input).map(shapes -> {
            List<UnpooledOutput> outputs = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                outputs.add(new UnpooledOutput(
                        shapes.get(i).feature(), sources.get().get(i).pooled()));
            }
            return new SessionMaps(session(MapModel.of(model, values, shapes), contents), outputs);
        });
    }

    /** From a run of zeros. */
    private Optional<List<ValueShape>> shapes(
            ModelProto model, List<String> values, NetworkContents contents, Preprocessing input) {
        ImageInput images = ImageInput.of(model, values);
        ImageBatch zeros = ImageBatch.allocate(images.batch().orElse(1), input);
        try (OnnxSession session = session(MapModel.probe(model, values), contents)) {
            Map<String, TensorInfo> found = session.shapes(zeros);
            List<ValueShape> shapes = values.stream()
                    .flatMap(value -> shape(found.get(value), images, input).stream())
                    .toList();
            return shapes.size() == values.size() ? Optional.of(shapes) : Optional.empty();
        }
    }

    private static Optional<ValueShape> shape(TensorInfo info, ImageInput images, Preprocessing input) {
        if (info == null || (info.type != OnnxJavaType.FLOAT && info.type != OnnxJavaType.FLOAT16)) {
            return Optional.empty();
        }
        List<Long> dimensions = Arrays.stream(info.getShape()).boxed().toList();
        return ValueShape.of(dimensions, info.type == OnnxJavaType.FLOAT16, images, input.crop());
    }

    private OnnxSession session(ModelProto model, NetworkContents contents) {
        OnnxNetwork network =
                new OnnxNetwork(model.toByteString().asReadOnlyByteBuffer(), contents.tensors(NetworkContents.WEIGHTS));
        return sessions.open(CheckedModel.of(network, Failure.BUNDLE), Failure.BUNDLE);
    }
}
