package org.tl4j.storage.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tl4j.storage.json.JsonReader;

/** The keys of a file, where a value of null is as good as none, and what is not known is refused unless it is switched off. */
final class ProcessorKeys {
    private static final Set<String> READ = Set.of(
            "do_resize",
            "size",
            "default_to_square",
            "resample",
            "do_center_crop",
            "crop_size",
            "crop_pct",
            "do_rescale",
            "rescale_factor",
            "do_normalize",
            "image_mean",
            "image_std",
            "include_top",
            "image_processor_type",
            "feature_extractor_type");

    /** They change no pixel of a colour photo that is read in RGB. */
    private static final Set<String> HARMLESS = Set.of(
            "do_convert_rgb",
            "processor_class",
            "data_format",
            "input_data_format",
            "return_tensors",
            "device",
            "disable_grouping",
            "do_reduce_labels",
            "_valid_processor_keys",
            "image_seq_length",
            "transformers_version");

    private final JsonReader root;
    private final boolean defaults;

    ProcessorKeys(JsonReader root, boolean defaults) {
        this.root = root;
        this.defaults = defaults;
    }

    /** Refuses keys that may change pixels in a way that is not known. */
    void requireKnown() {
        Map<String, JsonReader> all = root.map(value -> value);
        all.forEach((key, value) -> {
            if (!READ.contains(key) && !HARMLESS.contains(key) && !value.isNothing() && !value.isFalse()) {
                throw value.refuse("must not be there, since what it changes is not followed here", key);
            }
        });
    }

    /** A value, if there is one. */
    Optional<JsonReader> find(String key) {
        return root.find(key).filter(value -> !value.isNothing());
    }

    /** A value, or the default of its type, if that has defaults. */
    <T> T read(String key, Function<JsonReader, T> reader, Supplier<T> usual) {
        return find(key).map(reader).orElseGet(() -> {
            if (!defaults) {
                throw root.refuse("must state " + key + ", since its type has no default", "none");
            }
            return usual.get();
        });
    }

    /** Whether a step is done. */
    boolean does(String key, boolean usual) {
        return find(key).map(JsonReader::truth).orElse(usual);
    }

    /** A list of numbers, one per channel; a single number is for all. */
    static List<Double> numbers(JsonReader value) {
        return value.isList() ? value.list(JsonReader::finite) : List.of(value.finite());
    }
}
