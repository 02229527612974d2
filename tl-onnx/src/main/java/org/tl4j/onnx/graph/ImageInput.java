package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.tl4j.core.preprocessing.ImageSize;

/**
 * The one input of a model: images.
 *
 * @param name in the graph
 * @param type the number of its element type: 32-bit or 16-bit floats
 * @param channelsLast whether its shape is [n, height, width, channels]; [n, channels, height, width] otherwise
 * @param batch how many images it takes at once, where that is fixed
 * @param channels 1 or 3; 3 where the model does not state it
 * @param height in pixels, where it is fixed
 * @param width in pixels, where it is fixed
 */
public record ImageInput(
        String name,
        int type,
        boolean channelsLast,
        OptionalInt batch,
        int channels,
        OptionalInt height,
        OptionalInt width) {
    private static final int LARGEST = 16_384;
    private static final int MOST_IMAGES = 1024;

    /**
     * The input that some values of a checked model need.
     *
     * @throws InvalidModelException if they need none, several, or one that is not for images
     */
    public static ImageInput of(ModelProto model, Collection<String> values) {
        GraphLinks links = new GraphLinks(model.getGraph());
        List<String> needed = links.needed(values).inputs();
        if (needed.size() != 1) {
            throw new InvalidModelException(
                    "must need one input, of images, for " + String.join(", ", values),
                    needed.isEmpty() ? "none" : String.join(", ", needed),
                    "choose another output, or export the image part alone");
        }
        return links.inputs().stream()
                .filter(input -> input.getName().equals(needed.get(0)))
                .findFirst()
                .map(ImageInput::of)
                .orElseThrow();
    }

    private static ImageInput of(ValueInfoProto input) {
        TypeProto.Tensor type = input.getType().getTensorType();
        int element = type.getElemType();
        if (element != DataType.FLOAT.getNumber() && element != DataType.FLOAT16.getNumber()) {
            throw new InvalidModelException(
                    "must take images of 32-bit or 16-bit floats",
                    input.getName() + " of type " + DataType.forNumber(element),
                    "export it with such an input");
        }
        List<Dimension> shape = type.getShape().getDimList();
        if (shape.size() != 4) {
            throw new InvalidModelException(
                    "must take images of shape [n, channels, height, width] or [n, height, width, channels]",
                    input.getName() + " of shape " + words(shape));
        }
        boolean last = channelsLast(shape);
        int batch = fixed(shape.get(0)).orElse(0);
        int channels = fixed(shape.get(last ? 3 : 1)).orElse(3);
        OptionalInt height = fixed(shape.get(last ? 1 : 2));
        OptionalInt width = fixed(shape.get(last ? 2 : 3));
        if (batch > MOST_IMAGES) {
            throw new InvalidModelException(
                    "must take at most " + MOST_IMAGES + " images at once",
                    input.getName() + " of shape " + words(shape),
                    "export it for one image, or for any number");
        }
        if ((channels != 1 && channels != 3) || height.orElse(1) > LARGEST || width.orElse(1) > LARGEST) {
            throw new InvalidModelException(
                    "must take images with 1 or 3 channels and sides of at most " + LARGEST + " pixels",
                    input.getName() + " of shape " + words(shape));
        }
        return new ImageInput(
                input.getName(),
                element,
                last,
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch),
                channels,
                height,
                width);
    }

    private static boolean channelsLast(List<Dimension> shape) {
        Dimension second = shape.get(1);
        Dimension fourth = shape.get(3);
        if (isChannels(second) || isChannels(fourth)) {
            return !isChannels(second);
        }
        boolean secondNamed = named(second);
        boolean fourthNamed = named(fourth);
        if (secondNamed != fourthNamed) {
            return fourthNamed;
        }
        // what is fixed at another number is no number of channels
        return fixed(second).isPresent() && fixed(fourth).isEmpty();
    }

    private static boolean isChannels(Dimension dimension) {
        int value = fixed(dimension).orElse(0);
        return value == 1 || value == 3;
    }

    private static boolean named(Dimension dimension) {
        String name = dimension.getDimParam().toLowerCase(Locale.ROOT);
        return name.contains("channel") || name.equals("c");
    }

    private static OptionalInt fixed(Dimension dimension) {
        long value = dimension.getDimValue();
        return value > 0 ? OptionalInt.of((int) Math.min(value, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    private static String words(List<Dimension> shape) {
        return shape.stream()
                .map(dimension -> dimension.hasDimValue() ? "" + dimension.getDimValue() : name(dimension))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String name(Dimension dimension) {
        return dimension.getDimParam().isEmpty() ? "?" : dimension.getDimParam();
    }

    /** Whether images of a size can be given to it. */
    public boolean takes(ImageSize size) {
        return height.orElse(size.height()) == size.height() && width.orElse(size.width()) == size.width();
    }

    /** For people: {@code pixel_values [n, 3, 224, 224], float32}. */
    public String words() {
        String n = batch.isPresent() ? Integer.toString(batch.getAsInt()) : "n";
        String h = height.isPresent() ? Integer.toString(height.getAsInt()) : "height";
        String w = width.isPresent() ? Integer.toString(width.getAsInt()) : "width";
        String shape = channelsLast
                ? "[%s, %s, %s, %d]".formatted(n, h, w, channels)
                : "[%s, %d, %s, %s]".formatted(n, channels, h, w);
        return name + " " + shape + ", " + (type == DataType.FLOAT.getNumber() ? "float32" : "float16");
    }
}
