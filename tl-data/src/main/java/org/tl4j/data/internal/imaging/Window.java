package org.tl4j.data.internal.imaging;

import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/**
 * The part of the resized image that the network sees, by the rules of torchvision's {@code Resize} and {@code CenterCrop}.
 *
 * @param source the part of the upright image that is resized; pixels outside it do not count
 * @param resizedWidth columns of the resized image; a long, because a line of pixels may become absurdly long
 * @param resizedHeight rows of the resized image
 * @param left the column of the resized image that is the first of the input; negative where zeros come first
 * @param top the row of the resized image that is the first of the input; negative where zeros come first
 * @param width columns of the input
 * @param height rows of the input
 * @param interpolation the filter of the resizing
 */
record Window(
        Region source,
        long resizedWidth,
        long resizedHeight,
        long left,
        long top,
        int width,
        int height,
        Interpolation interpolation) {
    /** The window on an upright image of the given size. */
    static Window of(int imageWidth, int imageHeight, Preprocessing preprocessing) {
        long resizedWidth;
        long resizedHeight;
        if (preprocessing.resize() instanceof ResizeRule.ShorterSide shorter) {
            boolean portrait = imageWidth <= imageHeight;
            int side = shorter.pixels();
            resizedWidth = portrait ? side : longer(side, imageWidth, imageHeight);
            resizedHeight = portrait ? longer(side, imageHeight, imageWidth) : side;
        } else {
            ResizeRule.Exact exact = (ResizeRule.Exact) preprocessing.resize();
            resizedWidth = exact.size().width();
            resizedHeight = exact.size().height();
        }
        int width = preprocessing.crop().width();
        int height = preprocessing.crop().height();
        return new Window(
                Region.whole(imageWidth, imageHeight),
                resizedWidth,
                resizedHeight,
                offset(resizedWidth, width),
                offset(resizedHeight, height),
                width,
                height,
                preprocessing.resize().interpolation());
    }

    /** A part of an image, resized to the size of the input: torchvision's {@code resized_crop}. */
    static Window of(Region source, ImageSize input, Interpolation interpolation) {
        return new Window(source, input.width(), input.height(), 0, 0, input.width(), input.height(), interpolation);
    }

    /** Python's int(side * longer / shorter). */
    private static long longer(int side, int longer, int shorter) {
        return (long) ((double) ((long) side * longer) / shorter);
    }

    /**
     * Python's int(round((size - crop) / 2.0)), which rounds a half to even. A smaller image is padded with
     * (crop - size) // 2 zeros before it; an odd extra zero comes after it.
     */
    private static long offset(long size, int crop) {
        return size >= crop ? (long) Math.rint((size - crop) / 2.0) : -((crop - size) / 2);
    }

    /** The factor by which the image may be reduced in decoding: both sides stay at least twice as long as needed. */
    int reduction() {
        int reduction = 8;
        while (reduction > 1
                && (source.width() / reduction < 2 * resizedWidth || source.height() / reduction < 2 * resizedHeight)) {
            reduction /= 2;
        }
        return reduction;
    }
}
