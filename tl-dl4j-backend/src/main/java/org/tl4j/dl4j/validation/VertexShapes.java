package org.tl4j.dl4j.validation;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Computes the output shape of a vertex that is not a layer from its input shapes.
 */
final class VertexShapes {
    private final String name;
    private final boolean channelsLast;

    /**
     * @param name name of the vertex
     * @param channelsLast whether images are stored as [height, width, channels]
     */
    VertexShapes(String name, boolean channelsLast) {
        this.name = name;
        this.channelsLast = channelsLast;
    }

    /** Computes the shape; {@link VertexRules} must have checked the values. */
    ActivationShape of(GraphVertex vertex, List<ActivationShape> inputs) {
        ActivationShape first = inputs.get(0);
        if (vertex instanceof MergeVertex merge) {
            return merged(merge, inputs);
        }
        if (vertex instanceof ElementWiseVertex combination) {
            boolean pair = combination.getOp() == ElementWiseVertex.Op.Subtract;
            require(!pair || inputs.size() == 2, "must have two inputs", inputs.size());
            require(inputs.stream().allMatch(first::equals), "must have inputs of one shape, " + first, inputs);
            return first;
        }
        require(inputs.size() == 1, "must have one input", inputs.size());
        if (vertex instanceof PreprocessorVertex change) {
            return of(change.getPreProcessor(), first);
        }
        return vertex instanceof ReshapeVertex reshape ? reshaped(reshape.getNewShape(), first) : first;
    }

    private ActivationShape merged(MergeVertex merge, List<ActivationShape> inputs) {
        ActivationShape first = inputs.get(0);
        for (ActivationShape input : inputs) {
            require(
                    input.image() == first.image()
                            && input.height() == first.height()
                            && input.width() == first.width(),
                    "must have only rows, or only images of one size, as inputs: " + first,
                    input);
        }
        boolean last = channelsLast && first.image();
        require(
                merge.getMergeAxis() == 1 || (last && merge.getMergeAxis() == 3),
                "must have the mergeAxis of the channels",
                merge.getMergeAxis());
        long channels = inputs.stream().mapToLong(ActivationShape::channels).sum();
        return new ActivationShape(first.image(), channels, first.height(), first.width());
    }

    private ActivationShape reshaped(int[] shape, ActivationShape input) {
        ActivationShape output =
                shape.length == 2 ? ActivationShape.row(shape[1]) : ActivationShape.image(shape[1], shape[2], shape[3]);
        require(!channelsLast, "must not reshape images with channels last", output);
        double values = (double) output.channels() * output.height() * output.width();
        require(values == (double) input.values(), "must keep the number of values, " + input.values(), output);
        return output;
    }

    /** The output shape of a preprocessor; the input shape if there is none. */
    ActivationShape of(InputPreProcessor preprocessor, ActivationShape input) {
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
            return flattened(flatten, input);
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor target) {
            ActivationShape image =
                    ActivationShape.image(target.getNumChannels(), target.getInputHeight(), target.getInputWidth());
            double values = (double) image.channels() * image.height() * image.width();
            // an image has no other result
            require(
                    input.image() ? input.equals(image) : values == (double) input.values(),
                    "must have as input " + image,
                    input);
            return image;
        }
        return input;
    }

    private ActivationShape flattened(CnnToFeedForwardPreProcessor flatten, ActivationShape input) {
        boolean any = flatten.getInputHeight() == 0 && flatten.getInputWidth() == 0 && flatten.getNumChannels() == 0;
        boolean same = flatten.getInputHeight() == input.height()
                && flatten.getInputWidth() == input.width()
                && flatten.getNumChannels() == input.channels();
        require(
                input.image() && (same || any),
                "must have as input %d channels of %dx%d"
                        .formatted(flatten.getNumChannels(), flatten.getInputWidth(), flatten.getInputHeight()),
                input);
        if (input.height() * input.width() > 1) {
            CNN2DFormat expected = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
            require(
                    flatten.getFormat() == null || flatten.getFormat() == expected,
                    "must have the data format of the graph, " + expected,
                    flatten.getFormat());
        }
        return ActivationShape.row(input.values());
    }

    private void require(boolean holds, String rule, Object found) {
        if (!holds) {
            throw new InvalidGraphException(name, rule, found);
        }
    }
}
