package org.tl4j.dl4j.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.dl4j.onnx.OnnxTranslator;
import org.tl4j.dl4j.validation.ActivationShape;

/** Graphs in ONNX, with copies of the parameters that they use. */
public final class OnnxDescription {
    private OnnxDescription() {}

    /**
     * The part of a graph up to a vertex.
     *
     * @param vertex that gives a row of features
     * @param input how images are preprocessed for it
     */
    public static OnnxTranslation features(ComputationGraph graph, Preprocessing input, String vertex) {
        return features(graph, image(input), vertex);
    }

    /**
     * The part of a graph up to a vertex.
     *
     * @param image the shape of its input
     * @param vertex that gives a row of features
     */
    public static OnnxTranslation features(ComputationGraph graph, ActivationShape image, String vertex) {
        NamedParameters parameters = NamedParameters.of(graph);
        OnnxTranslator translator = new OnnxTranslator(graph.getConfiguration(), image, parameters.shapes());
        return translation(translator.features(vertex), parameters);
    }

    /**
     * A whole classifier.
     *
     * @param image the shape of its input
     * @param frozen the names of the layers that training could not change
     */
    public static OnnxTranslation classifier(ComputationGraph graph, ActivationShape image, Set<String> frozen) {
        return translation(model(graph, image, frozen, Optional.empty()), NamedParameters.of(graph));
    }

    /**
     * The same without its parameters.
     *
     * @param features what its output layer takes, where that is known
     */
    static OnnxTranslator.Result model(
            ComputationGraph graph, ActivationShape image, Set<String> frozen, Optional<Boundary> features) {
        return new OnnxTranslator(
                        graph.getConfiguration(),
                        image,
                        NamedParameters.of(graph).shapes())
                .classifier(metadata(graph, frozen, features));
    }

    private static Map<String, String> metadata(
            ComputationGraph graph, Set<String> frozen, Optional<Boundary> features) {
        long trainable = 0;
        StringBuilder lines = new StringBuilder();
        for (Layer layer : graph.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            if (!frozen.contains(name)) {
                trainable += layer.numParams();
            } else if (layer.numParams() > 0) {
                lines.append(lines.isEmpty() ? "" : "\n").append(name);
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(OnnxMetadata.PARAMETERS, Long.toString(graph.numParams()));
        metadata.put(OnnxMetadata.TRAINABLE, Long.toString(trainable));
        metadata.put(OnnxMetadata.FROZEN, lines.toString());
        LabelMode mode = OutputMode.of(graph.getConfiguration());
        if (mode != LabelMode.SINGLE_LABEL) {
            metadata.put(OnnxMetadata.LABEL_MODE, EnumNames.of(mode));
        }
        features.ifPresent(boundary -> {
            metadata.put(OnnxMetadata.BOUNDARIES, String.join("\n", boundary.vertices()));
            metadata.put(OnnxMetadata.POOLING, boundary.pooling().word());
        });
        return metadata;
    }

    /** The shape of images preprocessed by {@code input}. */
    public static ActivationShape image(Preprocessing input) {
        return ActivationShape.image(
                input.channels().channels(), input.crop().height(), input.crop().width());
    }

    private static OnnxTranslation translation(OnnxTranslator.Result result, NamedParameters parameters) {
        return result.model()
                .<OnnxTranslation>map(model -> new OnnxTranslation.Written(new OnnxNetwork(
                        model.toByteString().asReadOnlyByteBuffer(), parameters.copyDirect(beside(model)))))
                .orElseGet(() -> new OnnxTranslation.Refused(result.reason()));
    }

    private static List<String> beside(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataLocation() == DataLocation.EXTERNAL)
                .map(TensorProto::getName)
                .toList();
    }
}
