package org.tl4j.dl4j.convert.keras;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Writes small Keras files, layer by layer, in Keras' layout. */
public final class KerasFiles {
    @SuppressWarnings("ArrayRecordComponent")
    private record Values(long[] shape, float[] numbers) {}

    private final List<String> layers = new ArrayList<>();
    private final Map<String, Values> tensors = new LinkedHashMap<>();
    private String version = "2.15.0";
    private String training = "{}";
    private String top = "image";

    /** Begins with the input layer for images of a size. */
    public KerasFiles(int height, int width, int channels) {
        layers.add("""
                {"class_name": "InputLayer", "config": {"name": "image",
                 "batch_input_shape": [null, %d, %d, %d]}, "inbound_nodes": []}""".formatted(height, width, channels));
    }

    KerasFiles version(String keras) {
        version = keras;
        return this;
    }

    /** The training configuration of a compiled model. */
    public KerasFiles training(String configuration) {
        training = configuration;
        return this;
    }

    /** Adds a layer after the last one. */
    public KerasFiles layer(String kind, String name, String settings) {
        return layer(kind, name, settings, top);
    }

    KerasFiles layer(String kind, String name, String settings, String... from) {
        String inputs = List.of(from).stream()
                .map(each -> "[\"" + each + "\", 0, 0, {}]")
                .collect(Collectors.joining(", "));
        layers.add("""
                {"class_name": "%s", "config": {"name": "%s"%s}, "inbound_nodes": [[%s]]}""".formatted(kind, name, settings.isEmpty() ? "" : ", " + settings, inputs));
        top = name;
        return this;
    }

    /** Adds arithmetic after the last layer, with a number or, in its quotes and brackets, another layer. */
    KerasFiles operator(String function, String name, String operand) {
        layers.add("""
                {"class_name": "TFOpLambda", "config": {"name": "%s", "function": "%s"},
                 "inbound_nodes": [["%s", 0, 0, {"y": %s, "name": null}]]}""".formatted(name, function, top, operand));
        top = name;
        return this;
    }

    /** A tensor of the layer named last. */
    public KerasFiles tensor(String name, float[] numbers, long... shape) {
        return tensorAt(top + "/" + top + "/" + name, numbers, shape);
    }

    KerasFiles tensorAt(String path, float[] numbers, long... shape) {
        tensors.put(path + ":0", new Values(shape, numbers));
        return this;
    }

    /** The description of the network. */
    String model(String name) {
        return """
                {"class_name": "Functional", "config": {"name": "%s", "layers": [%s],
                 "input_layers": [["image", 0, 0]], "output_layers": [["%s", 0, 0]]}}""".formatted(name, String.join(",\n", layers), top);
    }

    public Path write(Path folder) {
        return write(folder, model("model"));
    }

    Path write(Path folder, String model) {
        Path path = folder.resolve("network.h5");
        try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC())) {
            attribute(file, "model_config", model);
            attribute(file, "keras_version", version);
            attribute(file, "training_config", training);
            group(file, "model_weights");
            tensors.forEach((name, values) -> {
                String[] names = ("model_weights/" + name).split("/", -1);
                for (int i = 2; i < names.length; i++) {
                    group(file, String.join("/", List.of(names).subList(0, i)));
                }
                try (DataSpace space = new DataSpace(values.shape().length, values.shape());
                        DataSet data = file.createDataSet(String.join("/", names), PredType.NATIVE_FLOAT(), space);
                        FloatPointer numbers = new FloatPointer(values.numbers())) {
                    data.write(numbers, PredType.NATIVE_FLOAT());
                }
            });
        }
        return path;
    }

    /** Replaces the description of the network of a file by strings of one fixed length. */
    static void describe(Path path, String... models) {
        int length = Stream.of(models).mapToInt(String::length).max().orElseThrow() + 1;
        byte[] bytes = new byte[models.length * length];
        for (int i = 0; i < models.length; i++) {
            byte[] model = models[i].getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(model, 0, bytes, i * length, model.length);
        }
        try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_RDWR());
                StrType type = new StrType(PredType.C_S1(), length);
                DataSpace space = new DataSpace(1, new long[] {models.length});
                Pointer text = new BytePointer(bytes)) {
            file.removeAttr("model_config");
            try (Attribute attribute = file.createAttribute("model_config", type, space)) {
                attribute.write(type, text);
            }
        }
    }

    private static void group(H5File file, String path) {
        if (!file.nameExists(path)) {
            try (Group group = file.createGroup(path)) {
                group.getNumObjs();
            }
        }
    }

    private static void attribute(H5File file, String name, String text) {
        try (StrType type = new StrType(PredType.C_S1(), hdf5.H5T_VARIABLE());
                DataSpace scalar = new DataSpace(hdf5.H5S_SCALAR);
                Attribute attribute = file.createAttribute(name, type, scalar)) {
            attribute.write(type, text);
        }
    }
}
