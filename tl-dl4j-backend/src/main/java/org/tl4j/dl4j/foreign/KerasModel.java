package org.tl4j.dl4j.foreign;

import java.util.Optional;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;

/**
 * What a Keras file says of its network, as far as DL4J does not look at it: it passes silently over some settings that
 * change the numbers.
 *
 * @param sequential whether it is a {@code Sequential} model
 * @param size of its images
 */
record KerasModel(boolean sequential, Optional<ImageSize> size) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LARGEST_SIDE = 4096;

    /**
     * Reads a {@code model_config}.
     *
     * @throws WeightsException if it has a setting that would be lost
     */
    static KerasModel parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw Refusal.file("model_config of the file", "must be JSON", e);
        }
        JsonNode configuration = root.path("config");
        // Keras before 2.3 has the layers of a sequential model here
        JsonNode layers = configuration.isArray() ? configuration : configuration.path("layers");
        layers.forEach(KerasModel::check);
        return new KerasModel(root.path("class_name").asText().equals("Sequential"), size(layers));
    }

    private static void check(JsonNode layer) {
        JsonNode settings = layer.path("config");
        String name = settings.path("name").asText(layer.path("class_name").asText());
        if (settings.path("data_format").asText().equals("channels_first")) {
            throw Refusal.part(name, "must be of the data format channels_last", "channels_first");
        }
        if (settings.path("groups").asInt(1) != 1) {
            throw Refusal.part(
                    name,
                    "must not part its channels in groups",
                    settings.path("groups").asText());
        }
        String interpolation = settings.path("interpolation").asText("nearest");
        if (!interpolation.equals("nearest")) {
            throw Refusal.part(name, "must repeat pixels (interpolation nearest)", interpolation);
        }
        if (settings.path("keepdims").asBoolean(false)) {
            throw Refusal.part(name, "must not have keepdims", "true");
        }
    }

    private static Optional<ImageSize> size(JsonNode layers) {
        JsonNode first = layers.path(0).path("config");
        JsonNode shape = first.has("batch_input_shape") ? first.path("batch_input_shape") : first.path("batch_shape");
        if (shape.size() != 4) {
            throw new WeightsException(
                    "input of the network", "must be [images, height, width, channels]", shape.toString(), "");
        }
        int height = shape.path(1).asInt();
        int width = shape.path(2).asInt();
        if (Math.max(height, width) > LARGEST_SIDE) {
            throw new WeightsException(
                    "input of the network", "must be at most " + LARGEST_SIDE + " pixels a side", shape.toString(), "");
        }
        return height > 0 && width > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
    }
}
