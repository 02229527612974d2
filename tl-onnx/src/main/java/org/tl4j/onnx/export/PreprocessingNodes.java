package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/**
 * The preprocessing as nodes before a network: resizing with Pillow's antialiased filters on pixels of 8 bits, the centre crop
 * as torchvision rounds it, then scale, mean and deviation.
 */
final class PreprocessingNodes {
    /** No value of a model of ours, nor of a file that was imported, begins so. */
    static final String PREFIX = "tl4j/preprocessing/";

    /** The input: pixels [n, height, width, red green blue]. */
    static final String IMAGE = "image";

    private static final int COLOURS = 3;

    /** Pillow's, where ONNX has another default. */
    private static final double CUBIC_COEFFICIENT = -0.5;

    /** ITU-R 601 in fixed point of 16 bits, as Pillow's mode L; all sums are exact in single precision. */
    private static final float[] LUMA = {19595, 38470, 7471};

    private static final float HALF = 0x8000;
    private static final float FIXED_POINT = 1f / 0x10000;

    private final AddedNodes nodes;
    private final Preprocessing input;

    private PreprocessingNodes(AddedNodes nodes, Preprocessing input) {
        this.nodes = nodes;
        this.input = input;
    }

    /**
     * Puts the preprocessing before a graph, in place of its input.
     *
     * @throws BundleException if images may become smaller than the input of the network
     */
    static void prepend(GraphProto.Builder graph, Preprocessing input) {
        requireCovered(input);
        ValueInfoProto images = graph.getInputList().stream()
                .filter(value -> value.getName().equals(OnnxNetwork.IMAGES))
                .findFirst()
                .orElseThrow(() -> new BundleException(
                        "network of the bundle", "must have the input " + OnnxNetwork.IMAGES, "another", ""));
        AddedNodes nodes = new AddedNodes(PREFIX);
        new PreprocessingNodes(nodes, input).write();
        graph.clearInput();
        graph.addInput(AddedNodes.pixels(
                IMAGE, images.getType().getTensorType().getShape().getDim(0), COLOURS));
        nodes.putBefore(graph);
    }

    private static void requireCovered(Preprocessing input) {
        ImageSize crop = input.crop();
        boolean covered = input.resize() instanceof ResizeRule.ShorterSide shorter
                ? shorter.pixels() >= Math.max(crop.width(), crop.height())
                : covers(((ResizeRule.Exact) input.resize()).size(), crop);
        if (!covered) {
            throw new BundleException(
                    "preprocessing of the bundle",
                    "must resize images to at least the size of its crop, " + crop,
                    input.resize().toString(),
                    "export it without its preprocessing");
        }
    }

    private static boolean covers(ImageSize size, ImageSize crop) {
        return size.width() >= crop.width() && size.height() >= crop.height();
    }

    private void write() {
        String planes = nodes.add("Transpose", "planes", List.of(IMAGE), AddedNodes.integers("perm", 0, 3, 1, 2));
        String shape = nodes.add("Shape", "shape", List.of(IMAGE));
        String height;
        String width;
        if (input.resize() instanceof ResizeRule.ShorterSide shorter) {
            String rows = nodes.add("Gather", "rows", List.of(shape, nodes.whole("row axis", 1)));
            String columns = nodes.add("Gather", "columns", List.of(shape, nodes.whole("column axis", 2)));
            String side = nodes.add("Min", "shorter side", List.of(rows, columns));
            String pixels = nodes.whole("pixels", shorter.pixels());
            height = proportional("height", rows, pixels, side);
            width = proportional("width", columns, pixels, side);
        } else {
            ImageSize size = ((ResizeRule.Exact) input.resize()).size();
            height = nodes.whole("height", size.height());
            width = nodes.whole("width", size.width());
        }
        // each colour as an image of its own: the optimiser of ONNX Runtime 1.29 moves a Transpose behind a linear
        // Resize, whose
        // axes that it ignores, but not behind a Reshape
        String apart = nodes.add("Reshape", "colours apart", List.of(planes, nodes.whole("colour shape", -1, 1, 0, 0)));
        String sizes = nodes.add("Concat", "sizes", List.of(height, width), AddedNodes.integer("axis", 0));
        String resized = nodes.add(
                "Resize",
                "resized",
                List.of(apart, "", "", sizes),
                AddedNodes.text("mode", input.resize().interpolation() == Interpolation.BICUBIC ? "cubic" : "linear"),
                AddedNodes.number("cubic_coeff_a", CUBIC_COEFFICIENT),
                AddedNodes.integer("antialias", 1),
                AddedNodes.integer("exclude_outside", 1),
                AddedNodes.integers("axes", 2, 3));
        String shown = nodes.whole(
                "shown shape", -1, COLOURS, input.crop().height(), input.crop().width());
        String colours = nodes.add("Reshape", "colours", List.of(cropped(resized, height, width), shown));
        normalise(nodes.add("Cast", "floats", List.of(colours), AddedNodes.type(DataType.FLOAT)));
    }

    /** Python's int(pixels * side / shorter side). */
    private String proportional(String name, String side, String pixels, String shorter) {
        return nodes.add("Div", name, List.of(nodes.add("Mul", name + " scaled", List.of(side, pixels)), shorter));
    }

    private String cropped(String resized, String height, String width) {
        String top = offset("top", height, input.crop().height());
        String left = offset("left", width, input.crop().width());
        String starts = nodes.add("Concat", "starts", List.of(top, left), AddedNodes.integer("axis", 0));
        String size = nodes.whole("crop", input.crop().height(), input.crop().width());
        String ends = nodes.add("Add", "ends", List.of(starts, size));
        return nodes.add("Slice", "cropped", List.of(resized, starts, ends, nodes.whole("axes", 2, 3)));
    }

    /** Python's int(round((size - crop) / 2.0)), which rounds a half to even, as Round does. */
    private String offset(String name, String size, int crop) {
        String room = nodes.add("Sub", name + " room", List.of(size, nodes.whole(name + " crop", crop)));
        String half = nodes.add(
                "Mul",
                name + " half",
                List.of(
                        nodes.add("Cast", name + " float", List.of(room), AddedNodes.type(DataType.FLOAT)),
                        nodes.numbers(name + " part", List.of(1), 0.5f)));
        return nodes.add(
                "Cast",
                name,
                List.of(nodes.add("Round", name + " rounded", List.of(half))),
                AddedNodes.type(DataType.INT64));
    }

    private void normalise(String colours) {
        String channels = switch (input.channels()) {
            case RGB -> colours;
            case BGR ->
                nodes.add(
                        "Gather",
                        "reversed",
                        List.of(colours, nodes.whole("order", 2, 1, 0)),
                        AddedNodes.integer("axis", 1));
            case GREY -> luma(colours);
        };
        int count = input.channels().channels();
        float[] factors = new float[count];
        float[] terms = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = (float) (input.scale() / input.standardDeviation().get(i));
            terms[i] = (float) (-input.mean().get(i) / input.standardDeviation().get(i));
        }
        List<Integer> shape = List.of(1, count, 1, 1);
        String scaled = nodes.add("Mul", "scaled", List.of(channels, nodes.numbers("factors", shape, factors)));
        nodes.addNamed("Add", OnnxNetwork.IMAGES, List.of(scaled, nodes.numbers("terms", shape, terms)));
    }

    private String luma(String colours) {
        String sum = nodes.add(
                "Conv", "luma", List.of(colours, nodes.numbers("luma weights", List.of(1, COLOURS, 1, 1), LUMA)));
        String shifted = nodes.add("Add", "luma shifted", List.of(sum, nodes.numbers("luma half", List.of(1), HALF)));
        String scaled =
                nodes.add("Mul", "luma scaled", List.of(shifted, nodes.numbers("luma part", List.of(1), FIXED_POINT)));
        return nodes.add("Floor", "grey", List.of(scaled));
    }
}
