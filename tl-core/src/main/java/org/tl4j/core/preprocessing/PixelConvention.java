package org.tl4j.core.preprocessing;

import java.util.List;
import java.util.Set;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;

/**
 * The common conventions for the values of pixels. {@link #TF}, {@link #TORCH} and {@link #CAFFE} are the modes of Keras'
 * {@code imagenet_utils.preprocess_input}. Images are resized to exactly the input size, as {@code load_img} of Keras does.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of and its sublists cannot be changed
public enum PixelConvention implements PreprocessingRule {
    /** From 0 to 255, as they are. */
    RAW(ChannelOrder.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
    /** From 0 to 1. */
    UNIT(ChannelOrder.RGB, 1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
    /** From -1 to 1. */
    TF(ChannelOrder.RGB, 1.0 / 255, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
    /** From 0 to 1, then normalised by the means and deviations of ImageNet. */
    TORCH(ChannelOrder.RGB, 1.0 / 255, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
    /** Blue, green, red, from 0 to 255, minus the means of ImageNet. */
    CAFFE(ChannelOrder.BGR, 1, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0));

    private final ChannelOrder order;
    private final double scale;
    private final List<Double> mean;
    private final List<Double> standardDeviation;

    PixelConvention(ChannelOrder order, double scale, List<Double> mean, List<Double> standardDeviation) {
        this.order = order;
        this.scale = scale;
        this.mean = mean;
        this.standardDeviation = standardDeviation;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UsageException if the images have one channel, and this convention treats the colour channels differently
     */
    @Override
    public Preprocessing at(ImageSize input, int channels) {
        boolean grey = channels == ChannelOrder.GREY.channels();
        if (grey
                && (Set.copyOf(mean).size() > 1 || Set.copyOf(standardDeviation).size() > 1)) {
            throw new UsageException(
                    "preprocessing", "must treat all channels alike for grey images", EnumNames.of(this), "");
        }
        return new Preprocessing(
                new ResizeRule.Exact(input),
                input,
                grey ? ChannelOrder.GREY : order,
                scale,
                mean.subList(0, channels),
                standardDeviation.subList(0, channels));
    }
}
