package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.onnx.graph.FeatureModel;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ValueShape;

/**
 * A checked model of a file, for images of one size.
 *
 * @param model as in the file
 * @param input which all its outputs need
 * @param batch how many images it takes at once, where that is fixed
 * @param size of the images
 */
record SourceModel(ModelProto model, ImageInput input, OptionalInt batch, ImageSize size) {
    /** The model that gives some values, to find out their shapes. */
    ModelProto probe(List<String> values) {
        return FeatureModel.probe(model, input, batch, size, values);
    }

    /** The model that gives the features of a boundary. */
    ModelProto features(Boundary boundary, List<ValueShape> shapes) {
        return FeatureModel.of(model, input, batch, size, boundary, shapes);
    }

    /** The same with another number of images. */
    SourceModel taking(OptionalInt images) {
        return new SourceModel(model, input, images, size);
    }

    /** The shapes of those values that can be features, from a run of {@link #probe}. */
    Map<String, ValueShape> shapes(List<String> values, List<ModelRun.Output> outputs, int images) {
        Map<String, ValueShape> shapes = new LinkedHashMap<>();
        for (ModelRun.Output output : outputs) {
            List<Long> shape = output.dimensions();
            if (output.floats() && shape.size() > 1 && shape.size() < 5 && shape.get(0) == images && isFull(shape)) {
                ValueShape.of(shape, output.half(), input, size)
                        .ifPresent(known -> values.stream()
                                .filter(value -> FeatureModel.output(value).equals(output.name()))
                                .forEach(value -> shapes.put(value, known)));
            }
        }
        return shapes;
    }

    private static boolean isFull(List<Long> shape) {
        return shape.stream().allMatch(size -> size > 0);
    }

    /** The shapes of the vertices of a boundary, all of which must have one. */
    static List<ValueShape> required(List<String> values, Map<String, ValueShape> shapes) {
        List<ValueShape> found = new ArrayList<>();
        for (String value : values) {
            if (!shapes.containsKey(value)) {
                throw new InvalidModelException(
                        "must give a vector, tokens or a map of floats for each image, whose shape says which dimension the channels are",
                        value,
                        "choose another output: " + String.join(", ", shapes.keySet()));
            }
            found.add(shapes.get(value));
        }
        return found;
    }

    /** A boundary with its width. */
    static Boundary boundary(List<String> values, Pooling pooling, List<ValueShape> shapes) {
        pooling.requireFor(values, shapes.stream().map(ValueShape::feature).toList());
        long width = shapes.stream()
                .mapToLong(shape -> pooling.width(shape.feature()))
                .sum();
        return new Boundary(values, pooling, Math.toIntExact(width));
    }
}
