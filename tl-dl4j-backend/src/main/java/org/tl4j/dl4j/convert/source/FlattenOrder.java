package org.tl4j.dl4j.convert.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.dl4j.graph.GraphEdits;

/**
 * The order of an image's values in a row: by height, width and channel in Keras, by channel, height and width here.
 * The parameters of layers with such a row as input must be reordered.
 */
public record FlattenOrder(long height, long width, long channels) {
    /** The layers of a graph that need it, by name. */
    public static Map<String, FlattenOrder> of(ComputationGraphConfiguration configuration, List<String> order) {
        Map<String, FlattenOrder> rows = new HashMap<>();
        Map<String, FlattenOrder> found = new HashMap<>();
        for (String name : order) {
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex == null) {
                continue;
            }
            Optional<FlattenOrder> row = begun(vertex)
                    .or(() -> configuration.getVertexInputs().get(name).stream()
                            .map(rows::get)
                            .filter(input -> input != null)
                            .findFirst());
            row.ifPresent(flat -> {
                if (vertex instanceof PreprocessorVertex) {
                    rows.put(name, flat);
                    return;
                }
                Object layer = GraphEdits.layer(configuration, name);
                if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
                    found.put(name, flat);
                } else if (layer instanceof BatchNormalization) {
                    found.put(name, flat);
                    rows.put(name, flat);
                } else if (layer instanceof ActivationLayer || layer instanceof DropoutLayer) {
                    rows.put(name, flat);
                } else {
                    throw UnsupportedModel.part(
                            name,
                            "must not have the values of an image, height first, as one row",
                            layer.getClass().getSimpleName());
                }
            });
        }
        return found;
    }

    @SuppressWarnings("deprecation") // old files name the preprocessor of old imports
    private static Optional<FlattenOrder> begun(GraphVertex vertex) {
        InputPreProcessor preprocessor = null;
        if (vertex instanceof PreprocessorVertex flatten) {
            preprocessor = flatten.getPreProcessor();
        } else if (vertex instanceof LayerVertex layer) {
            preprocessor = layer.getPreProcessor();
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten
                && (flatten.getFormat() == CNN2DFormat.NHWC
                        || flatten instanceof TensorFlowCnnToFeedForwardPreProcessor)
                && flatten.getInputHeight() * flatten.getInputWidth() > 1) {
            return Optional.of(
                    new FlattenOrder(flatten.getInputHeight(), flatten.getInputWidth(), flatten.getNumChannels()));
        }
        return Optional.empty();
    }

    /** The parameters of a layer, whose first dimension is that of the row, in our order; the caller closes them. */
    public INDArray reordered(INDArray numbers) {
        try (INDArray rowMajor = numbers.dup('c')) {
            return rowMajor.reshape('c', height, width, channels, numbers.length() / (height * width * channels))
                    .permute(2, 0, 1, 3)
                    .dup('c');
        }
    }

    /** Whether the first dimension of a parameter is that of the row. */
    public boolean concerns(Layer layer, String key) {
        return layer instanceof BatchNormalization || key.equals("W");
    }
}
