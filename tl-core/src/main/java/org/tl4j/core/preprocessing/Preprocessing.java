package org.tl4j.core.preprocessing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The rule that makes the input of a network from an image: resize, centre crop, then for each channel value
 * {@code (pixel * scale - mean) / deviation}, where a pixel is from 0 to 255.
 *
 * @param resize the resizing, before the crop
 * @param crop the size of the centre crop, which is the input size of the network
 * @param channels the order of the colour planes
 * @param scale what a pixel is multiplied by first, above 0; 1/255 for most networks
 * @param mean what is subtracted then, a value a channel in the order of {@code channels}
 * @param deviation what is divided by at last, a value a channel, above 0
 */
public record Preprocessing(
        ResizeRule resize,
        ImageSize crop,
        ChannelOrder channels,
        double scale,
        List<Double> mean,
        List<Double> deviation) {
    public Preprocessing {
        requireNonNull(resize, "resize is null");
        requireNonNull(crop, "crop is null");
        requireNonNull(channels, "channels is null");
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale must be above 0, found " + scale);
        }
        if (mean.size() != channels.channels() || deviation.size() != channels.channels()) {
            throw new IllegalArgumentException("mean and deviation must have a value for each channel of " + channels
                    + ", found " + mean + " and " + deviation);
        }
        if (!mean.stream().allMatch(Double::isFinite)
                || !deviation.stream().allMatch(value -> value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "means must be finite and deviations above 0, found " + mean + " and " + deviation);
        }
    }

    /**
     * The same rule for a larger or smaller input: the crop and the resizing before it grow alike, so that as much of the
     * image is seen as before.
     *
     * @param shorterSide of the crop, in pixels, at least 1
     */
    public Preprocessing withInputSize(int shorterSide) {
        double ratio = (double) shorterSide / Math.min(crop.width(), crop.height());
        return new Preprocessing(resize.scaled(ratio), crop.scaled(ratio), channels, scale, mean, deviation);
    }

    /** How many floats one image has as input of the network: channels x height x width. */
    public int valuesPerImage() {
        return Math.multiplyExact(Math.multiplyExact(channels.channels(), crop.height()), crop.width());
    }
}
