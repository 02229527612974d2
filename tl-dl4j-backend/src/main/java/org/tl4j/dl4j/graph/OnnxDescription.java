package org.tl4j.dl4j.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.onnx.OnnxTranslator;
import org.tl4j.dl4j.validation.ActivationShape;

/** Graphs in ONNX, with copies of the parameters that they use. */
public final class OnnxDescription {
    /** The metadata of a model that states how many parameters the network has. */
    public static final String PARAMETERS = "tl4j.parameters";

    /** The metadata that states how many of them training could change. */
    public static final String TRAINABLE = "tl4j.trainable-parameters";

    /** The metadata that names the layers that training could not change, one per line. */
    public static final String FROZEN = "tl4j.frozen-layers";

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
        return translation(model(graph, image, frozen), NamedParameters.of(graph));
    }

    /** The same without its parameters. */
    static OnnxTranslator.Result model(ComputationGraph graph, ActivationShape image, Set<String> frozen) {
        return new OnnxTranslator(
                        graph.getConfiguration(),
                        image,
                        NamedParameters.of(graph).shapes())
                .classifier(metadata(graph, frozen));
    }

    private static Map<String, String> metadata(ComputationGraph graph, Set<String> frozen) {
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
        metadata.put(PARAMETERS, Long.toString(graph.numParams()));
        metadata.put(TRAINABLE, Long.toString(trainable));
        metadata.put(FROZEN, lines.toString());
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
