package org.tl4j.dl4j.convert.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.MissingNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.convert.source.UnsupportedModel;

/**
 * The network of a Keras file as one list of layers; a nested model is replaced by its layers.
 *
 * @param layers in an order in which they can be computed
 * @param output the last layer
 * @param size of its images, if the file states it
 * @param channels of its images
 */
record KerasModel(List<KerasLayer> layers, String output, Optional<ImageSize> size, int channels) {
    private static final int LARGEST_SIDE = 4096;

    /**
     * Reads a {@code model_config}, of Keras 2 or 3.
     *
     * @throws WeightsException if it does not have one image input and one output, or shares layers
     */
    static KerasModel parse(String json) {
        Reading reading = new Reading();
        String output = reading.model(KerasJson.tree("model_config", json), Architecture.INPUT, Optional.empty());
        return new KerasModel(
                List.copyOf(reading.layers.values()), output, size(reading.shape), channels(reading.shape));
    }

    private static Optional<ImageSize> size(JsonNode shape) {
        int height = shape.path(1).asInt();
        int width = shape.path(2).asInt();
        if (Math.max(height, width) > LARGEST_SIDE) {
            throw new WeightsException(
                    "input of the network",
                    "must be at most " + LARGEST_SIDE + " pixels per side",
                    shape.toString(),
                    "");
        }
        return height > 0 && width > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
    }

    private static int channels(JsonNode shape) {
        int channels = shape.path(3).asInt();
        if (shape.size() != 4 || (channels != 1 && channels != 3)) {
            throw new WeightsException(
                    "input of the network",
                    "must be [images, height, width, 1 or 3 channels]",
                    shape.toString(),
                    "choose another network");
        }
        return channels;
    }

    private static final class Reading {
        private final Map<String, KerasLayer> layers = new LinkedHashMap<>();
        private JsonNode shape = MissingNode.getInstance();

        /** Adds the layers of a model; returns the name of the last. */
        String model(JsonNode model, String input, Optional<String> group) {
            JsonNode configuration = model.path("config");
            // Keras before 2.3 has the layers of a sequential model here
            JsonNode described = configuration.isArray() ? configuration : configuration.path("layers");
            if (!described.isArray() || described.isEmpty()) {
                throw new WeightsException(
                        "model_config of the file",
                        "must list layers",
                        model.path("class_name").asText(),
                        "");
            }
            return model.path("class_name").asText().equals("Sequential")
                    ? chain(described, input, group)
                    : graph(configuration, described, input, group);
        }

        private String chain(JsonNode described, String input, Optional<String> group) {
            String top = input;
            for (JsonNode layer : described) {
                look(layer);
                if (!isInput(layer)) {
                    top = add(layer, List.of(top), MissingNode.getInstance(), group);
                }
            }
            return top;
        }

        private String graph(JsonNode configuration, JsonNode described, String input, Optional<String> group) {
            Map<String, String> ends = new HashMap<>();
            int inputs = 0;
            for (JsonNode layer : described) {
                look(layer);
                String name = name(layer);
                if (isInput(layer)) {
                    ends.put(name, input);
                    inputs++;
                    continue;
                }
                JsonNode calls = layer.path("inbound_nodes");
                if (calls.size() != 1) {
                    throw UnsupportedModel.part(name, "must be used once", calls.size() + " times");
                }
                List<String> from = new ArrayList<>();
                collect(calls.path(0), from);
                ends.put(
                        name,
                        add(
                                layer,
                                from.stream().map(each -> end(ends, each, name)).toList(),
                                call(calls.path(0)),
                                group));
            }
            List<String> outputs = new ArrayList<>();
            collect(configuration.path("output_layers"), outputs);
            if (inputs != 1 || outputs.size() != 1) {
                throw new WeightsException(
                        "network of the file",
                        "must have one input and one output",
                        inputs + " and " + outputs.size(),
                        "choose another network");
            }
            return end(ends, outputs.get(0), "output");
        }

        private static String end(Map<String, String> ends, String name, String user) {
            if (!ends.containsKey(name)) {
                throw UnsupportedModel.part(user, "must have inputs that come before it", name);
            }
            return ends.get(name);
        }

        private String add(JsonNode layer, List<String> from, JsonNode call, Optional<String> group) {
            String name = name(layer);
            if (layer.path("config").has("layers") || layer.path("config").isArray()) {
                if (from.size() != 1) {
                    throw UnsupportedModel.part(name, "must have one input, being a model", from.toString());
                }
                return model(layer, from.get(0), Optional.of(group.orElse(name)));
            }
            String unique =
                    layers.containsKey(name) || name.equals(Architecture.INPUT) ? group.orElse("") + "_" + name : name;
            KerasLayer added = new KerasLayer(
                    unique,
                    layer.path("class_name").asText(),
                    layer.path("config"),
                    call,
                    from,
                    group.orElse(name),
                    name);
            if (layers.put(unique, added) != null) {
                throw UnsupportedModel.part(unique, "must have a name of its own", "two of them");
            }
            return unique;
        }

        /** The first shape is that of the images. */
        private void look(JsonNode layer) {
            for (String key : List.of("batch_input_shape", "batch_shape")) {
                if (shape.isMissingNode() && layer.path("config").has(key)) {
                    shape = layer.path("config").path(key);
                }
            }
        }

        private static boolean isInput(JsonNode layer) {
            return layer.path("class_name").asText().equals("InputLayer");
        }

        private static String name(JsonNode layer) {
            JsonNode name = layer.path("config").path("name");
            return name.asText(
                    layer.path("name").asText(layer.path("class_name").asText()));
        }

        /** Names of layers: Keras 2 has [name, node, tensor], also among the arguments, and Keras 3 a keras_history. */
        private static void collect(JsonNode node, List<String> names) {
            if (isConstant(node)) {
                collect(node.path(3), names);
            } else if (node.isArray()
                    && node.path(0).isTextual()
                    && node.path(1).isInt()
                    && node.path(2).isInt()) {
                names.add(node.path(0).asText());
                collect(node.path(3), names);
            } else {
                node.forEach(child -> collect(child, names));
            }
        }

        /** The arguments by name: the last of [name, node, tensor, arguments]. */
        private static JsonNode call(JsonNode node) {
            JsonNode first = node.path(0).isTextual() ? node : node.path(0);
            JsonNode call = first.path(3);
            return isConstant(first) && call instanceof ObjectNode arguments
                    ? arguments.deepCopy().set(KerasLayer.FIRST, first.path(2))
                    : call;
        }

        /** A constant in place of a layer, as in {@code 2 * x}: ["_CONSTANT_VALUE", -1, number, arguments]. */
        private static boolean isConstant(JsonNode node) {
            return node.isArray() && node.path(0).asText().equals("_CONSTANT_VALUE");
        }
    }
}
