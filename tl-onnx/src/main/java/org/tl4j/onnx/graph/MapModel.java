package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.network.OnnxNetwork;

/** The model of a bundle up to the layers of its boundary, whose values it gives before pooling. Stateless and thread-safe. */
public final class MapModel {
    /** What a value of Deeplearning4j is called after its activation, and without one. */
    private static final List<String> TRANSLATED = List.of("/%s/activation", "/%s");

    /** What changes no value, and no order of channels after pooling. */
    private static final Set<String> RESHAPING = Set.of("Flatten", "Identity", "Dropout", "Squeeze", "Reshape");

    private static final Map<String, Pooling> POOLINGS =
            Map.of("GlobalAveragePool", Pooling.AVERAGE, "GlobalMaxPool", Pooling.MAX);

    private MapModel() {}

    /**
     * Where the features of a layer come from.
     *
     * @param value of the model
     * @param pooled what the model does with it to make the output of the layer; empty if it is that output
     */
    public record Source(String value, Optional<Pooling> pooled) {}

    /**
     * The values that are the outputs of layers; where a layer pools all positions of a map, the map.
     *
     * @param model of a bundle
     * @param layers of its boundary
     * @return one per layer; empty if the model does not have all of them
     */
    public static Optional<List<Source>> sources(ModelProto model, List<String> layers) {
        GraphLinks links = new GraphLinks(model.getGraph());
        List<Source> sources = new ArrayList<>();
        for (String layer : layers) {
            names(layer, layers.size() == 1)
                    .filter(links::isMade)
                    .findFirst()
                    .map(value -> source(links, value))
                    .ifPresent(sources::add);
        }
        return sources.size() == layers.size() ? Optional.of(sources) : Optional.empty();
    }

    /**
     * What the output of a layer may be called: layers of an ONNX file are values of it, those of other engines are named by the
     * translation, and the only layer may be the features.
     */
    private static Stream<String> names(String layer, boolean only) {
        return Stream.of(
                        Stream.of(Renaming.of(layer)),
                        TRANSLATED.stream().map(pattern -> pattern.replace("%s", layer)),
                        Stream.of(OnnxNetwork.FEATURES).filter(features -> only))
                .flatMap(names -> names);
    }

    private static Source source(GraphLinks links, String layer) {
        Optional<NodeProto> node = links.maker(layer);
        while (node.filter(maker -> RESHAPING.contains(maker.getOpType())).isPresent()) {
            node = links.maker(node.get().getInput(0));
        }
        return node.filter(maker -> POOLINGS.containsKey(maker.getOpType()))
                .map(maker -> new Source(maker.getInput(0), Optional.of(POOLINGS.get(maker.getOpType()))))
                .orElse(new Source(layer, Optional.empty()));
    }

    /** The model with some of its values as its outputs, to find out their shapes. */
    public static ModelProto probe(ModelProto model, List<String> values) {
        ModelProto.Builder part = part(model, values);
        values.stream()
                .distinct()
                // without a type, which is inferred
                .forEach(value -> part.getGraphBuilder()
                        .addOutput(ValueInfoProto.newBuilder().setName(value)));
        return part.build();
    }

    /**
     * The model with the values, flattened and joined, as its output {@value OnnxNetwork#FEATURES}.
     *
     * @param shapes of the values
     */
    public static ModelProto of(ModelProto model, List<String> values, List<ValueShape> shapes) {
        ModelProto.Builder part = part(model, values);
        Nodes nodes = new Nodes(part.getGraphBuilder(), OperatorSet.version(model));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String prefix = Nodes.PREFIX + "map" + i + "/";
            String floats = shapes.get(i).half()
                    ? nodes.add(
                            "Cast", prefix + "float", values.get(i), Nodes.integer("to", DataType.FLOAT.getNumber()))
                    : values.get(i);
            parts.add(PoolingNodes.append(nodes, prefix, floats, shapes.get(i), Pooling.FLATTEN));
        }
        nodes.add("Concat", OnnxNetwork.FEATURES, parts, Nodes.integer("axis", 1));
        long width = shapes.stream()
                .map(ValueShape::feature)
                .mapToLong(FeatureShape::values)
                .sum();
        part.getGraphBuilder().addOutput(Nodes.floats(OnnxNetwork.FEATURES, batch(model), width));
        return part.build();
    }

    /** How many images it takes at once; 0 where any number is allowed. */
    static long batch(ModelProto model) {
        return model.getGraph().getInputList().stream()
                .filter(input -> input.getName().equals(OnnxNetwork.IMAGES))
                .map(input ->
                        input.getType().getTensorType().getShape().getDim(0).getDimValue())
                .findFirst()
                .orElse(0L);
    }

    private static ModelProto.Builder part(ModelProto model, List<String> values) {
        GraphLinks.Needed needed = new GraphLinks(model.getGraph()).needed(values);
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("maps")
                .addAllInput(model.getGraph().getInputList().stream()
                        .filter(input -> needed.inputs().contains(input.getName()))
                        .toList())
                .addAllNode(needed.nodes())
                .addAllInitializer(needed.tensors());
        return model.toBuilder().setGraph(graph).clearMetadataProps();
    }
}
