package org.tl4j.onnx.runtime;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.MapModel;
import org.tl4j.onnx.graph.MapModel.Source;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.ValueShape;

/** Opens networks of bundles for the values of their boundaries before pooling. Thread-safe. */
public final class MapSessions {
    private final PartSessions parts;

    /** Opens sessions by these. */
    public MapSessions(Sessions sessions) {
        this.parts = new PartSessions(sessions);
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
        Map<String, ValueShape> shapes = parts.shapes(model, values, contents, input);
        if (!shapes.keySet().containsAll(values)) {
            return Optional.empty();
        }
        List<UnpooledOutput> outputs = sources.get().stream()
                .map(source -> new UnpooledOutput(shapes.get(source.value()).feature(), source.pooled()))
                .toList();
        ModelProto part =
                MapModel.of(model, values, values.stream().map(shapes::get).toList());
        return Optional.of(new SessionMaps(parts.open(part, contents), outputs));
    }
}
