package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageSize;

/**
 * Brings a checked model of any kind into the form that is run: images [n, channels, height, width] of 32-bit floats in, a chosen
 * value out. What that value does not need is left out. Stateless and thread-safe.
 */
public final class FeatureModel {
    /** From this version of the format on, initialisers need not be inputs. */
    private static final long LEAST_FORMAT = 7;

    private static final String IMAGES = Nodes.PREFIX + "images";

    private FeatureModel() {}

    /**
     * The model with some of its values as outputs, named as {@link #output} says, to find out their shapes.
     *
     * @param batch how many images it takes at once, where that is fixed
     */
    public static ModelProto probe(
            ModelProto source, ImageInput input, OptionalInt batch, ImageSize size, List<String> values) {
        ModelProto.Builder model = base(source, input, batch, size, values);
        for (String value : values) {
            // without a type, which is inferred
            model.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(output(value)));
        }
        return model.build();
    }

    /** How an output of {@link #probe} is called. */
    public static String output(String value) {
        return Renaming.of(value);
    }

    /**
     * The model up to some values, pooled and joined.
     *
     * @param batch how many images it takes at once, where that is fixed
     * @param boundary whose pooling goes with the shapes
     * @param shapes of the vertices of the boundary
     * @return with the input {@value OnnxNetwork#IMAGES} and the output {@value OnnxNetwork#FEATURES}
     */
    public static ModelProto of(
            ModelProto source,
            ImageInput input,
            OptionalInt batch,
            ImageSize size,
            Boundary boundary,
            List<ValueShape> shapes) {
        ModelProto.Builder model = base(source, input, batch, size, boundary.vertices());
        GraphProto.Builder graph = model.getGraphBuilder();
        Nodes nodes = new Nodes(graph, OperatorSet.version(source));
        List<String> parts = new ArrayList<>(IntStream.range(0, shapes.size())
                .mapToObj(i -> pooled(nodes, i, boundary, shapes.get(i)))
                .toList());
        if (parts.size() == 1) {
            nodes.add("Identity", OnnxNetwork.FEATURES, parts.get(0));
        } else {
            nodes.add("Concat", OnnxNetwork.FEATURES, parts, Nodes.integer("axis", 1));
        }
        graph.addOutput(Nodes.floats(OnnxNetwork.FEATURES, batch.orElse(0), boundary.width()));
        return model.build();
    }

    private static String pooled(Nodes nodes, int index, Boundary boundary, ValueShape shape) {
        String prefix = Nodes.PREFIX + index + "/";
        String value = Renaming.of(boundary.vertices().get(index));
        String floats = shape.half()
                ? nodes.add("Cast", prefix + "float", value, Nodes.integer("to", DataType.FLOAT.getNumber()))
                : value;
        return PoolingNodes.append(nodes, prefix, floats, shape, boundary.pooling());
    }

    private static ModelProto.Builder base(
            ModelProto source, ImageInput input, OptionalInt batch, ImageSize size, List<String> values) {
        GraphProto.Builder rest = Renaming.of(new GraphLinks(source.getGraph()).needed(values));
        GraphProto.Builder graph = GraphProto.newBuilder().setName("backbone");
        graph.addInput(
                Nodes.floats(OnnxNetwork.IMAGES, batch.orElse(0), input.channels(), size.height(), size.width()));
        Nodes nodes = new Nodes(graph, OperatorSet.version(source));
        String images = OnnxNetwork.IMAGES;
        if (input.channelsLast()) {
            images = nodes.add("Transpose", IMAGES + "/last", images, Nodes.integers("perm", 0, 2, 3, 1));
        }
        if (input.type() == DataType.FLOAT.getNumber()) {
            nodes.add("Identity", Renaming.of(input.name()), images);
        } else {
            nodes.add("Cast", Renaming.of(input.name()), images, Nodes.integer("to", input.type()));
        }
        graph.addAllNode(rest.getNodeList()).addAllInitializer(rest.getInitializerList());
        return ModelProto.newBuilder()
                .setIrVersion(Math.max(source.getIrVersion(), LEAST_FORMAT))
                .addAllOpsetImport(source.getOpsetImportList())
                .setProducerName(source.getProducerName())
                .setGraph(graph);
    }
}
