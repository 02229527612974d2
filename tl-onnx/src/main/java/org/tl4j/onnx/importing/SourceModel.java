package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
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
import org.tl4j.onnx.graph.OutputChoice;
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
    static Map<String, ValueShape> shapes(List<String> values, List<ModelRun.Output> outputs, int images) {
        Map<String, ValueShape> shapes = new LinkedHashMap<>();
        for (ModelRun.Output output : outputs) {
            List<Long> shape = output.dimensions();
            if (output.floats() && shape.size() > 1 && shape.size() < 5 && shape.get(0) == images && isFull(shape)) {
                values.stream()
                        .filter(value -> FeatureModel.output(value).equals(output.name()))
                        .forEach(value -> shapes.put(value, ValueShape.of(value, shape, output.half())));
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
                        "must give a vector, tokens or a map of floats for each image",
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

    /** The values that can be features and of which nobody spoke: outputs, and where a classifier begins. */
    List<String> candidates() {
        return OutputChoice.candidates(model.getGraph());
    }

    /** How many values its initialisers of floats have. */
    static long parameters(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == DataType.FLOAT.getNumber()
                        || tensor.getDataType() == DataType.FLOAT16.getNumber())
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }
}
