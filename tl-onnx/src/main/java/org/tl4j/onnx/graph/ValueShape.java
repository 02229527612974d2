package org.tl4j.onnx.graph;

import java.util.List;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.TokenSequence;

/**
 * What a value of a network is for one image.
 *
 * @param feature its shape; of a map, channels first
 * @param channelsLast whether it is a map whose channels are the last dimension
 * @param half whether its elements are 16-bit floats
 */
public record ValueShape(FeatureShape feature, boolean channelsLast, boolean half) {
    /**
     * From the shape that a value had in a run.
     *
     * @param dimensions with that of the batch in front
     * @throws InvalidModelException if it is neither a vector, tokens nor a map
     */
    public static ValueShape of(String value, List<Long> dimensions, boolean half) {
        if (dimensions.stream().anyMatch(size -> size < 1)) {
            throw none(value, dimensions);
        }
        return switch (dimensions.size()) {
            case 2 -> new ValueShape(new FeatureVector(dimensions.get(1)), false, half);
            case 3 -> new ValueShape(new TokenSequence(dimensions.get(1), dimensions.get(2)), false, half);
            case 4 -> map(dimensions.get(1), dimensions.get(2), dimensions.get(3), half);
            default -> throw none(value, dimensions);
        };
    }

    /** Images are mostly square: the two equal dimensions of a map are its positions. Channels come first if all are equal. */
    private static ValueShape map(long second, long third, long fourth, boolean half) {
        boolean last = second == third && third != fourth;
        return last
                ? new ValueShape(new FeatureMap(fourth, second, third), true, half)
                : new ValueShape(new FeatureMap(second, third, fourth), false, half);
    }

    private static InvalidModelException none(String value, List<Long> dimensions) {
        return new InvalidModelException(
                "must give a vector, tokens or a map for each image",
                value + " of shape " + dimensions,
                "choose another output");
    }
}
