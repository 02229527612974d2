package org.tl4j.data.internal.imaging;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws rectangles as torchvision's {@code RandomResizedCrop} and {@code RandomErasing} do: the fraction
 * of the area, the logarithm of width / height and the position are uniform.
 *
 * @param smallest the smallest fraction of the image's area, above 0
 * @param largest the largest fraction, at most 1
 * @param narrowest the smallest width / height, above 0
 * @param widest the largest width / height
 * @param margin the number of pixels by which each side is at least shorter than the side of the image
 */
record RegionSampler(double smallest, double largest, double narrowest, double widest, int margin) {
    private static final int TRIES = 10;

    /** Draws a rectangle inside an image; empty if none of ten tries fits. */
    Optional<Region> draw(int imageWidth, int imageHeight, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            double area = (double) imageWidth * imageHeight * between(smallest, largest, random);
            // StrictMath, because Math may differ in the last bit between machines.
            double ratio = StrictMath.exp(between(StrictMath.log(narrowest), StrictMath.log(widest), random));
            double width = Math.rint(Math.sqrt(area * ratio));
            double height = Math.rint(Math.sqrt(area / ratio));
            if (width >= 1 && width <= imageWidth - margin && height >= 1 && height <= imageHeight - margin) {
                int columns = (int) width;
                int rows = (int) height;
                return Optional.of(new Region(
                        random.nextInt(imageWidth - columns + 1),
                        random.nextInt(imageHeight - rows + 1),
                        columns,
                        rows));
            }
        }
        return Optional.empty();
    }

    /** The largest centred rectangle that the limits of width / height allow: the fallback of torchvision. */
    Region centre(int imageWidth, int imageHeight) {
        double ratio = (double) imageWidth / imageHeight;
        int width = ratio > widest ? (int) Math.rint(imageHeight * widest) : imageWidth;
        int height = ratio < narrowest ? (int) Math.rint(imageWidth / narrowest) : imageHeight;
        return new Region((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }

    private static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }
}
