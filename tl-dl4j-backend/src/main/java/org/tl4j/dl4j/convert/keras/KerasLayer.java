package org.tl4j.dl4j.convert.keras;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.convert.source.UnsupportedModel;

/**
 * A layer as a Keras file describes it.
 *
 * @param name unique among all layers, with those of nested models
 * @param kind its class in Keras
 * @param settings its {@code config}
 * @param call the constants of its call besides its inputs, for operators
 * @param inputs names of its input layers
 * @param group the layer of the outermost model that it belongs to, under which its weights are kept
 * @param weights its own name there
 */
record KerasLayer(
        String name, String kind, JsonNode settings, JsonNode call, List<String> inputs, String group, String weights) {
    /** The key in {@link #call} of the constant of an expression that begins with one. */
    static final String FIRST = "_CONSTANT_VALUE";

    KerasLayer {
        inputs = List.copyOf(inputs);
    }

    /** Its activation, if that is written as a layer. */
    KerasLayer activation() {
        return new KerasLayer(name, kind, settings.path("activation").path("config"), call, inputs, group, weights);
    }

    WeightsException refusal(String rule, Object found) {
        return UnsupportedModel.part(name, rule, found.toString());
    }

    /**
     * Its only input layer.
     *
     * @throws WeightsException if it has several
     */
    String input() {
        if (inputs.size() != 1) {
            throw refusal("must have one input", inputs);
        }
        return inputs.get(0);
    }

    boolean flag(String key, boolean otherwise) {
        return settings.path(key).asBoolean(otherwise);
    }

    String text(String key, String otherwise) {
        return settings.path(key).asText(otherwise);
    }

    double number(String key, double otherwise) {
        double[] numbers = numbers(key);
        if (numbers.length > 1) {
            throw refusal(key + " must be one number", settings.path(key));
        }
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /** A positive number of channels, pixels and the like. */
    int count(String key, int otherwise) {
        return whole(
                key,
                settings.path(key).isMissingNode()
                        ? otherwise
                        : settings.path(key).asInt(),
                1);
    }

    private int whole(String key, int value, int smallest) {
        if (value < smallest) {
            throw refusal(key + " must be at least " + smallest, settings.path(key));
        }
        return value;
    }

    /** Height and width, at least 1 each. */
    int[] sides(String key, int... otherwise) {
        JsonNode node = settings.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        JsonNode width = node.isArray() ? node.path(1) : node;
        JsonNode height = node.isArray() ? node.path(0) : node;
        return new int[] {whole(key, height.asInt(), 1), whole(key, width.asInt(), 1)};
    }

    ConvolutionMode padding() {
        String padding = text("padding", "valid");
        return switch (padding) {
            case "valid" -> ConvolutionMode.Truncate;
            case "same" -> ConvolutionMode.Same;
            default -> throw refusal("padding must be valid or same", padding);
        };
    }

    /** The amounts at the top, bottom, left and right for padding or cropping. */
    int[] edges(String key) {
        JsonNode node = settings.path(key);
        int[] edges = new int[4];
        for (int i = 0; i < edges.length; i++) {
            JsonNode side = node.isArray() ? node.path(i / 2) : node;
            edges[i] = whole(key, (side.isArray() ? side.path(i % 2) : side).asInt(-1), 0);
        }
        return edges;
    }

    /** One value, or one per channel; empty if the file has none. Arrays of other libraries are written as objects. */
    double[] numbers(String key) {
        return numbers(settings.path(key)).toArray();
    }

    private static DoubleStream numbers(JsonNode node) {
        if (node.isObject()) {
            JsonNode config = node.path("config");
            return numbers(config.has("value") ? config.path("value") : config);
        }
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).flatMapToDouble(KerasLayer::numbers)
                : node.isNumber() ? DoubleStream.of(node.asDouble()) : DoubleStream.empty();
    }

    /** Rejects settings with which any layer would compute something else. */
    void check() {
        require("data_format", "channels_last");
        require("groups", "1");
    }

    /** Rejects a setting that is neither missing nor {@code only}. */
    void require(String key, String only) {
        JsonNode node = settings.path(key);
        String found = node.isNull() ? only : node.asText(only);
        if (!found.equals(only)) {
            throw refusal(key + " must be " + only, found);
        }
    }
}
