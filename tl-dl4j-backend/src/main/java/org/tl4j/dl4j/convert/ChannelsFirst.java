package org.tl4j.dl4j.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.convert.source.FlattenOrder;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.graph.ConfigurationJson;

/** Converts a graph for images [height, width, channels] to one for [channels, height, width]. */
final class ChannelsFirst {
    private static final String LAST = "NHWC";
    private static final String FIRST = "NCHW";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConfigurationJson CONFIGURATION =
            new ConfigurationJson("graph of the file", "save it with Deeplearning4j 1.0.0-M2.1", WeightsException::new);

    private ChannelsFirst() {}

    /** Whether the input is channels-last. */
    static boolean isLast(ComputationGraphConfiguration configuration) {
        return configuration.toJson().contains('"' + LAST + '"');
    }

    /**
     * A graph that computes the same for channels-first images, except the order of flattened images, which {@link
     * FlattenOrder} handles.
     */
    static ComputationGraphConfiguration of(ComputationGraphConfiguration configuration) {
        boolean last = isLast(configuration);
        ComputationGraphConfiguration turned = CONFIGURATION.graph(turned(configuration.toJson()));
        for (Map.Entry<String, GraphVertex> entry : turned.getVertices().entrySet()) {
            GraphVertex vertex = entry.getValue();
            if (vertex instanceof MergeVertex merge && last) {
                merge.setMergeAxis(1);
            } else if (vertex instanceof ReshapeVertex && last) {
                throw UnsupportedModel.part(
                        entry.getKey(), "must not reshape images whose channels come last", "ReshapeVertex");
            } else if (vertex instanceof PreprocessorVertex flatten) {
                flatten.setPreProcessor(turned(entry.getKey(), flatten.getPreProcessor()));
            } else if (vertex instanceof LayerVertex layer) {
                turn(entry.getKey(), layer, turned);
            }
        }
        return turned;
    }

    private static void turn(String name, LayerVertex vertex, ComputationGraphConfiguration configuration) {
        if (vertex.getLayerConf().getLayer() instanceof GlobalPoolingLayer pooling) {
            // the default are the dimensions of an image
            pooling.setPoolingDimensions(null);
        }
        InputPreProcessor preprocessor = vertex.getPreProcessor();
        boolean atInput = configuration
                .getNetworkInputs()
                .containsAll(configuration.getVertexInputs().get(name));
        if (atInput && preprocessor instanceof FeedForwardToCnnPreProcessor) {
            // it made images of rows, but the input already is an image
            vertex.setPreProcessor(null);
        } else if (preprocessor != null) {
            vertex.setPreProcessor(turned(name, preprocessor));
        }
    }

    private static InputPreProcessor turned(String name, InputPreProcessor preprocessor) {
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
            return new CnnToFeedForwardPreProcessor(
                    flatten.getInputHeight(), flatten.getInputWidth(), flatten.getNumChannels());
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor pixel
                && pixel.getInputHeight() * pixel.getInputWidth() == 1) {
            return pixel;
        }
        throw UnsupportedModel.part(
                name,
                "must not change the shape of its input, except for flattening and for making one pixel",
                preprocessor.getClass().getSimpleName());
    }

    private static String turned(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            turn(root);
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Deeplearning4j has written it", e);
        }
    }

    /** Every layer of DL4J with a data format uses this word for it, under different keys. */
    private static void turn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            keys.stream().filter(key -> object.path(key).asText().equals(LAST)).forEach(key -> object.put(key, FIRST));
        }
        node.forEach(ChannelsFirst::turn);
    }
}
