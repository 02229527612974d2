package org.tl4j.dl4j.foreign;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.network.GraphEdits;

/**
 * How large the images of a network can be, whose file does not tell.
 *
 * @param configuration in our form
 * @param channels how many colour planes they have
 */
record InputSize(ComputationGraphConfiguration configuration, int channels) {
    /** Those of well-known networks and data sets, the most usual one first. */
    private static final int[] USUAL = {224, 299, 32, 28, 331, 227, 96, 64, 128, 160, 192, 256, 384, 416, 448, 512};

    private static final int LARGEST = 640;

    /**
     * A usual size at which all layers fit together, or else the smallest such.
     *
     * @throws WeightsException if there is none
     */
    ImageSize likeliest() {
        return IntStream.concat(IntStream.of(USUAL), IntStream.rangeClosed(8, LARGEST))
                .filter(this::fits)
                .mapToObj(ImageSize::square)
                .findFirst()
                .orElseThrow(() -> new WeightsException(
                        "network of the file",
                        "must fit a square image of at most " + LARGEST + " pixels",
                        "no size that does",
                        "say a larger one as input-size, or take another network"));
    }

    /** Whether all layers fit together for a square image. */
    boolean fits(int side) {
        Map<String, InputType> types;
        try {
            types = configuration.getLayerActivationTypes(InputType.convolutional(side, side, channels));
        } catch (DL4JException | InvalidInputTypeException | IllegalArgumentException | IllegalStateException e) {
            return false; // it is how DL4J says so
        }
        return configuration.getVertices().keySet().stream().allMatch(name -> fits(types, name));
    }

    /** A dense layer fits what it takes in; DL4J does not look, and neither at what a flattening was made for. */
    private boolean fits(Map<String, InputType> types, String name) {
        InputType input = types.get(configuration.getVertexInputs().get(name).get(0));
        GraphVertex vertex = configuration.getVertices().get(name);
        if (flattening(vertex) instanceof CnnToFeedForwardPreProcessor flatten) {
            return input instanceof InputType.InputTypeConvolutional image
                    && image.getHeight() == flatten.getInputHeight()
                    && image.getWidth() == flatten.getInputWidth();
        }
        if (vertex instanceof ReshapeVertex reshape && input != null) {
            long values =
                    Arrays.stream(reshape.getNewShape()).skip(1).asLongStream().reduce(1, (a, b) -> a * b);
            return input.arrayElementsPerExample() == values;
        }
        return !(GraphEdits.layer(configuration, name) instanceof DenseLayer dense)
                || input == null
                || input.arrayElementsPerExample() == dense.getNIn();
    }

    private static Object flattening(GraphVertex vertex) {
        if (vertex instanceof PreprocessorVertex preprocessor) {
            return preprocessor.getPreProcessor();
        }
        return vertex instanceof LayerVertex layer ? layer.getPreProcessor() : null;
    }
}
