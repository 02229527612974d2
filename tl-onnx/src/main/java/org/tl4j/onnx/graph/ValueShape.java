package org.tl4j.onnx.graph;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.preprocessing.ImageSize;

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
     * @param input of the model
     * @param images their size in that run
     * @return empty if it is neither a vector, tokens nor a map, or if it may be a map of either order
     */
    public static Optional<ValueShape> of(List<Long> dimensions, boolean half, ImageInput input, ImageSize images) {
        if (dimensions.stream().anyMatch(size -> size < 1)) {
            return Optional.empty();
        }
        return switch (dimensions.size()) {
            case 2 -> Optional.of(new ValueShape(new FeatureVector(dimensions.get(1)), false, half));
            case 3 -> Optional.of(new ValueShape(new TokenSequence(dimensions.get(1), dimensions.get(2)), false, half));
            case 4 ->
                channelsLast(dimensions, input, images)
                        .map(last -> map(dimensions.get(1), dimensions.get(2), dimensions.get(3), last, half));
            default -> Optional.empty();
        };
    }

    /**
     * Whether it has positions in the image: a map of several, or tokens of a square grid of patches that covers the image with the
     * same stride in both directions. Values [channels, positions] have the dimensions of tokens, too, but seldom as many channels as
     * such a grid has patches.
     *
     * @param images their size
     */
    public boolean hasPositions(ImageSize images) {
        if (feature instanceof FeatureMap map) {
            return map.height() * map.width() > 1;
        }
        return feature instanceof TokenSequence tokens
                && tokens.tokensBeforePatches().isPresent()
                && hasStride(tokens.tokens() - tokens.tokensBeforePatches().getAsLong(), images);
    }

    private static boolean hasStride(long patches, ImageSize images) {
        long edge = Math.round(Math.sqrt((double) patches));
        return images.height() % edge == 0
                && images.width() % edge == 0
                && images.height() / edge == images.width() / edge;
    }

    /** The positions of a map have about the proportions of the images. Where both orders do, that of the images counts. */
    private static Optional<Boolean> channelsLast(List<Long> dimensions, ImageInput input, ImageSize images) {
        boolean first = isSmaller(dimensions.get(2), dimensions.get(3), images);
        boolean last = isSmaller(dimensions.get(1), dimensions.get(2), images);
        boolean firstAlike = first && isAlike(dimensions.get(2), dimensions.get(3), images);
        boolean lastAlike = last && isAlike(dimensions.get(1), dimensions.get(2), images);
        if (firstAlike != lastAlike) {
            return Optional.of(lastAlike);
        }
        if (first != last) {
            return Optional.of(last);
        }
        // operators of ONNX have channels first, so what took images so has no reason to turn them
        return firstAlike && !input.channelsLast() ? Optional.of(false) : Optional.empty();
    }

    private static boolean isSmaller(long height, long width, ImageSize images) {
        return height <= images.height() && width <= images.width();
    }

    /** Up to one position more or less, which margins may cost. */
    private static boolean isAlike(long height, long width, ImageSize images) {
        if (images.height() == images.width()) {
            return height == width;
        }
        return Math.abs(height * images.width() - width * images.height()) < images.height() + images.width();
    }

    private static ValueShape map(long second, long third, long fourth, boolean last, boolean half) {
        return last
                ? new ValueShape(new FeatureMap(fourth, second, third), true, half)
                : new ValueShape(new FeatureMap(second, third, fourth), false, half);
    }
}
