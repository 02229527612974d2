package org.tl4j.predict;

import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.TokenSequence;

/**
 * The positions of a map or of patches, in square blocks, so that there are not too many. Those at the right and lower edge may be
 * smaller.
 *
 * @param height of the grid of positions
 * @param width of the grid of positions
 * @param side of a block, in positions
 * @param before values of one image before those of positions: class token and registers
 * @param channels values of a position
 * @param channelsFirst whether the values of a channel lie together, as in maps, or those of a position
 */
record PositionBlocks(int height, int width, int side, int before, int channels, boolean channelsFirst) {
    /**
     * The smallest blocks of which there are not more than {@code most}.
     *
     * @param shape a map, or tokens whose patches are known
     */
    static PositionBlocks of(FeatureShape shape, int most) {
        if (shape instanceof FeatureMap map) {
            return of(
                    Math.toIntExact(map.height()),
                    Math.toIntExact(map.width()),
                    most,
                    0,
                    Math.toIntExact(map.channels()),
                    true);
        }
        TokenSequence tokens = (TokenSequence) shape;
        long before = tokens.tokensBeforePatches().orElseThrow();
        int edge = (int) Math.round(Math.sqrt((double) (tokens.tokens() - before)));
        int channels = Math.toIntExact(tokens.width());
        return of(edge, edge, most, Math.toIntExact(before * channels), channels, false);
    }

    private static PositionBlocks of(int height, int width, int most, int before, int channels, boolean channelsFirst) {
        int side = 1;
        while (parts(height, side) * parts(width, side) > most) {
            side++;
        }
        return new PositionBlocks(height, width, side, before, channels, channelsFirst);
    }

    private static int parts(int length, int side) {
        return (length + side - 1) / side;
    }

    int positions() {
        return height * width;
    }

    int count() {
        return parts(height, side) * parts(width, side);
    }

    /** In which block a position is. */
    int block(int position) {
        return position / width / side * parts(width, side) + position % width / side;
    }

    /** How many positions a block has. */
    int size(int block) {
        int across = parts(width, side);
        return Math.min(side, height - block / across * side) * Math.min(side, width - block % across * side);
    }

    /** Where the value of a channel at a position is among the values of an image. */
    int index(int channel, int position) {
        return before + (channelsFirst ? channel * positions() + position : position * channels + channel);
    }
}
