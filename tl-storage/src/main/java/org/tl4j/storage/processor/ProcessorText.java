package org.tl4j.storage.processor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.storage.json.Json;
import org.tl4j.storage.json.JsonProblems;
import org.tl4j.storage.json.JsonReader;

/** Reads a {@code preprocessor_config.json}. What it says that our form cannot express is refused by name. Stateless. */
public final class ProcessorText {
    private static final int LARGEST = 4096;

    /** By their numbers in Pillow. */
    private static final List<String> FILTERS = List.of("nearest", "Lanczos", "bilinear", "bicubic", "box", "Hamming");

    private ProcessorText() {}

    /**
     * The preprocessing of a file.
     *
     * @throws JsonProcessingException if it is no JSON
     * @throws org.tl4j.storage.json.JsonException if it is no such file, or cannot be followed exactly
     */
    public static Preprocessing read(String text) throws JsonProcessingException {
        JsonReader root = JsonReader.of(Json.read(text), JsonProblems.thrown());
        ProcessorType type = type(root);
        ProcessorKeys keys = new ProcessorKeys(root, type.hasDefaults());
        keys.requireKnown();
        if (!keys.does("do_resize", true)) {
            throw root.refuse("must resize images, which have many sizes", "do_resize of false");
        }
        Interpolation filter = filter(root, keys, type);
        ResizeAndCrop sizes = ResizeAndCrop.of(root, keys, type, filter);
        double scale =
                keys.does("do_rescale", true) ? keys.read("rescale_factor", JsonReader::positive, () -> 1.0 / 255) : 1;
        boolean normalised = keys.does("do_normalize", true);
        List<Double> mean = normalised
                ? three(root, keys.read("image_mean", ProcessorKeys::numbers, type.statistics()::mean))
                : List.of(0.0, 0.0, 0.0);
        List<Double> deviation = normalised
                ? three(root, keys.read("image_std", ProcessorKeys::numbers, type.statistics()::deviation))
                : List.of(1.0, 1.0, 1.0);
        return root.make(() -> new Preprocessing(
                sizes.resize(), sizes.crop(), ChannelOrder.RGB, scale, mean, twice(keys, type, deviation)));
    }

    private static ProcessorType type(JsonReader root) {
        Optional<JsonReader> named = root.find("image_processor_type")
                .filter(value -> !value.isNothing())
                .or(() -> root.find("feature_extractor_type").filter(value -> !value.isNothing()));
        if (named.isEmpty()) {
            return ProcessorType.STATED;
        }
        String name = named.get().text();
        return ProcessorType.named(name)
                .orElseThrow(() -> named.get()
                        .refuse(
                                "must be an image processor that only resizes, crops, scales and normalises: "
                                        + String.join(", ", ProcessorType.names()),
                                name));
    }

    /** EfficientNet's processor divides by the deviation once more, for networks with their classifier. */
    private static List<Double> twice(ProcessorKeys keys, ProcessorType type, List<Double> deviation) {
        boolean top = keys.does("include_top", type == ProcessorType.EFFICIENTNET);
        return type == ProcessorType.EFFICIENTNET && top
                ? deviation.stream().map(value -> value * value).toList()
                : deviation;
    }

    private static Interpolation filter(JsonReader root, ProcessorKeys keys, ProcessorType type) {
        long number = keys.read("resample", value -> value.integer(0, 5), () -> (long) type.resample());
        return switch ((int) number) {
            case 2 -> Interpolation.BILINEAR;
            case 3 -> Interpolation.BICUBIC;
            default ->
                throw root.refuse(
                        "must have a resample of 2 (bilinear) or 3 (bicubic), the filters that are here",
                        number + " (" + FILTERS.get((int) number) + ")");
        };
    }

    private static List<Double> three(JsonReader root, List<Double> values) {
        if (values.size() == 1) {
            return List.of(values.get(0), values.get(0), values.get(0));
        }
        if (values.size() != 3) {
            throw root.refuse("must have a mean and a deviation for each of 3 channels", values);
        }
        return values;
    }

    static int side(JsonReader value) {
        return (int) value.integer(1, LARGEST);
    }
}
