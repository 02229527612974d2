package org.tl4j.core.preprocessing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The rule that makes the input of a network from an image: resize, centre crop, then for each channel value
 * {@code (pixel * scale - mean) / standardDeviation}, where a pixel is from 0 to 255.
 *
 * @param resize the resizing, before the crop
 * @param crop the size of the centre crop, which is the input size of the network
 * @param channels the order of the colour planes
 * @param scale the factor of a pixel, from 1e-6 to 1e6; 1/255 for most networks
 * @param mean what is subtracted then, one value per channel in the order of {@code channels}, from -1e6 to 1e6
 * @param standardDeviation the divisor, one value per channel, from 1e-6 to 1e6
 */
public record Preprocessing(
        ResizeRule resize,
        ImageSize crop,
        ChannelOrder channels,
        double scale,
        List<Double> mean,
        List<Double> standardDeviation) {
    /** Far above any pixel, and far below the values where single precision loses digits. */
    private static final double LARGEST = 1e6;

    private static final double SMALLEST = 1e-6;

    /** In pixels. */
    private static final int LONGEST_SIDE = 16_384;

    public Preprocessing {
        requireNonNull(resize, "resize is null");
        requireNonNull(crop, "crop is null");
        requireNonNull(channels, "channels is null");
        requireSide(crop);
        if (resize instanceof ResizeRule.ShorterSide shorter) {
            requireSide(ImageSize.square(shorter.pixels()));
        } else if (resize instanceof ResizeRule.Exact exact) {
            requireSide(exact.size());
        }
        mean = List.copyOf(mean);
        standardDeviation = List.copyOf(standardDeviation);
        if (!(scale >= SMALLEST && scale <= LARGEST)) {
            throw new IllegalArgumentException(
                    "scale must be above 0, from " + SMALLEST + " to " + LARGEST + ", found " + scale);
        }
        if (mean.size() != channels.channels() || standardDeviation.size() != channels.channels()) {
            throw new IllegalArgumentException("mean and standard deviation must have a value for each channel of "
                    + channels + ", found " + mean + " and " + standardDeviation);
        }
        if (!mean.stream().allMatch(value -> Math.abs(value) <= LARGEST)
                || !standardDeviation.stream().allMatch(value -> value >= SMALLEST && value <= LARGEST)) {
            throw new IllegalArgumentException("means must be finite, up to " + LARGEST
                    + ", and deviations above 0, from " + SMALLEST + " to " + LARGEST + ", found " + mean + " and "
                    + standardDeviation);
        }
    }

    private static void requireSide(ImageSize size) {
        if (Math.max(size.width(), size.height()) > LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    "the input of a network must have sides of at most " + LONGEST_SIDE + " pixels, found " + size);
        }
    }

    /**
     * The same rule for a larger or smaller input: the crop and the resizing before it are scaled together, so that the
     * same part of the image is used.
     *
     * @param shorterSide of the crop, in pixels, at least 1
     */
    public Preprocessing withInputSize(int shorterSide) {
        double ratio = (double) shorterSide / Math.min(crop.width(), crop.height());
        return new Preprocessing(resize.scaled(ratio), crop.scaled(ratio), channels, scale, mean, standardDeviation);
    }

    /**
     * The part of an image that is in the crop.
     *
     * @param image its size, upright
     */
    public ImagePart visiblePart(ImageSize image) {
        double width;
        double height;
        // a switch over the sealed type has to wait for Java 21
        if (resize instanceof ResizeRule.ShorterSide shorter) {
            double ratio = (double) shorter.pixels() / Math.min(image.width(), image.height());
            width = image.width() * ratio;
            height = image.height() * ratio;
        } else {
            ImageSize size = ((ResizeRule.Exact) resize).size();
            width = size.width();
            height = size.height();
        }
        return ImagePart.middle(crop.width() / width, crop.height() / height);
    }

    /** How many floats one image has as input of the network: channels x height x width. */
    public int valuesPerImage() {
        return Math.multiplyExact(Math.multiplyExact(channels.channels(), crop.height()), crop.width());
    }
}
