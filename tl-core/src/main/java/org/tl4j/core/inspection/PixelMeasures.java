package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.preprocessing.ImageSize;

/**
 * What can be measured of an image without knowing what it shows. Luma is that of ITU-R BT.601.
 *
 * @param size in pixels, upright
 * @param format of the file: {@code jpeg}, {@code png} and so on
 * @param bytes length of the file
 * @param sharpness variance of the Laplacian of the luma (Pech-Pacheco et al. 2000) divided by the variance of the luma, so
 *     that it does not depend on the contrast; of the image reduced to a longer side of fixed length; at least 0
 * @param brightness mean luma, from 0 (black) to 1 (white)
 * @param darkest 5 % of the pixels have at most this luma, from 0 to 1
 * @param brightest 95 % of the pixels have at most this luma, from 0 to 1
 * @param contrast standard deviation of the luma, from 0 to 0.5
 * @param red mean, from 0 to 1
 * @param green mean, from 0 to 1
 * @param blue mean, from 0 to 1
 */
public record PixelMeasures(
        ImageSize size,
        String format,
        long bytes,
        double sharpness,
        double brightness,
        double darkest,
        double brightest,
        double contrast,
        double red,
        double green,
        double blue) {
    public PixelMeasures {
        requireNonNull(size, "size is null");
        requireNonNull(format, "format is null");
    }

    /** The shorter side in pixels. */
    public int shorterSide() {
        return Math.min(size.width(), size.height());
    }

    /** The longer side divided by the shorter one, at least 1. */
    public double elongation() {
        return (double) Math.max(size.width(), size.height()) / shorterSide();
    }
}
