package org.tl4j.onnx;

import ai.onnx.proto.OnnxMl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.weights.Tensor;

/**
 * A network small enough to compute by hand: the mean of each of three colour planes of 2 x 2 pixels, doubled by a 1x1
 * convolution and shifted by a batch norm, then a softmax of two logits.
 */
public final class TinyNetwork {
    /** What is added to each doubled mean. */
    public static final List<Float> SHIFT = List.of(1f, 2f, 3f);

    private final OnnxMl.GraphProto.Builder graph =
            OnnxMl.GraphProto.newBuilder().setName("tiny");
    private final List<Tensor> tensors = new ArrayList<>();
    private Object images = "n";
    private String domain = "";
    private float scale = 2;
    private String last = "Softmax";
    private boolean severalLabels;
    private boolean half;
    private boolean root;

    /** With a fixed number of images. */
    public TinyNetwork ofImages(int count) {
        images = count;
        return this;
    }

    /** With an operator of this domain. */
    public TinyNetwork ofDomain(String other) {
        domain = other;
        return this;
    }

    /** With another factor than two. */
    public TinyNetwork scaledBy(float other) {
        scale = other;
        return this;
    }

    /** With another last operator than a softmax. */
    public TinyNetwork endingIn(String operator) {
        last = operator;
        return this;
    }

    /** With a sigmoid for each of two labels, as the metadata states. */
    public TinyNetwork ofSeveralLabels() {
        severalLabels = true;
        return endingIn("Sigmoid");
    }

    /** With features that are 16-bit floats for a while. */
    public TinyNetwork throughHalfPrecision() {
        half = true;
        return this;
    }

    /** With 2 added to the map, and the roots of what its means exceed 1.5 by as features. */
    public TinyNetwork ofRoots() {
        root = true;
        return this;
    }

    /** The features that it must give for planes of these means. */
    public static float[] features(float red, float green, float blue) {
        return new float[] {2 * red + SHIFT.get(0), 2 * green + SHIFT.get(1), 2 * blue + SHIFT.get(2)};
    }

    /** The network, with all its initialisers as tensors. */
    public OnnxNetwork network() {
        add("conv.weight", List.of(3, 3, 1, 1), scale, 0, 0, 0, scale, 0, 0, 0, scale);
        add("bn.weight", List.of(3), 1, 1, 1);
        add("bn.bias", List.of(3), SHIFT.get(0), SHIFT.get(1), SHIFT.get(2));
        add("bn.running_mean", List.of(3), 0, 0, 0);
        add("bn.running_var", List.of(3), 1, 1, 1);
        add("head.weight", List.of(2, 3), 1, 0, 0, 0, 1, 0);
        add("head.bias", List.of(2), 0, 0);
        node("Conv", "conv", "images", "conv.weight");
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType("BatchNormalization")
                .addAllInput(List.of("conv", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"))
                .addOutput("bn")
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                        .setF(0)));
        if (root) {
            add("more", List.of(1), 2);
            add("less", List.of(1), 1.5f);
            node("Add", "shifted", "bn", "more");
            node("GlobalAveragePool", "mean", "shifted");
            node("Sub", "excess", "mean", "less");
            node("Sqrt", "pool", "excess");
        } else {
            node("GlobalAveragePool", "pool", "bn");
        }
        if (half) {
            cast("half", "pool", OnnxMl.TensorProto.DataType.FLOAT16);
            cast("single", "half", OnnxMl.TensorProto.DataType.FLOAT);
        }
        node("Flatten", "features", half ? "single" : "pool");
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType("Gemm")
                .addAllInput(List.of("features", "head.weight", "head.bias"))
                .addOutput("logits")
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(1)));
        node(last, "probabilities", "logits");
        graph.addInput(value("images", images, 3, 2, 2));
        graph.addOutput(value("features", images, 3));
        graph.addOutput(value("probabilities", images, 2));
        OnnxMl.ModelProto model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .addAllMetadataProps(List.of(
                        state(OnnxMetadata.BOUNDARIES, "pool"),
                        state(OnnxMetadata.POOLING, "average"),
                        state(OnnxMetadata.TRAINABLE, "8"),
                        state(OnnxMetadata.PARAMETERS, "29"),
                        state(OnnxMetadata.FROZEN, "conv\nbn")))
                .addAllMetadataProps(severalLabels ? List.of(state(OnnxMetadata.LABEL_MODE, "multi-label")) : List.of())
                .build();
        return new OnnxNetwork(ByteBuffer.wrap(model.toByteArray()), tensors);
    }

    /** The same as a bundle of another engine holds it. */
    public NetworkContents contents() {
        OnnxNetwork network = network();
        return new NetworkContents(
                "other",
                List.of(
                        new NetworkEntry.Bytes(OnnxNetwork.ENTRY, network.model()),
                        new NetworkEntry.Tensors(NetworkContents.WEIGHTS, network.tensors())));
    }

    private void node(String operator, String output, String... inputs) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setDomain(domain)
                .addAllInput(List.of(inputs))
                .addOutput(output));
    }

    private void cast(String output, String input, OnnxMl.TensorProto.DataType type) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput(input)
                .addOutput(output)
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("to")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(type.getNumber())));
    }

    private void add(String name, List<Integer> shape, float... values) {
        FloatBuffer direct = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        direct.put(0, values);
        // both kinds of buffers occur
        tensors.add(new Tensor(name, shape, shape.size() > 1 ? direct : FloatBuffer.wrap(values)));
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .addAllDims(shape.stream().map(Integer::longValue).toList())
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue(NetworkContents.WEIGHTS)));
    }

    private static OnnxMl.StringStringEntryProto state(String key, String value) {
        return OnnxMl.StringStringEntryProto.newBuilder()
                .setKey(key)
                .setValue(value)
                .build();
    }

    private static OnnxMl.ValueInfoProto value(String name, Object... shape) {
        OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
        for (Object size : shape) {
            OnnxMl.TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
            if (size instanceof Integer number) {
                dimension.setDimValue(number);
            } else {
                dimension.setDimParam((String) size);
            }
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }
}
