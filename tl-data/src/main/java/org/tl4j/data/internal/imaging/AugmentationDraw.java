package org.tl4j.data.internal.imaging;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImageSize;

/**
 * All random values for the augmentation of one image, drawn together before any pixel is read.
 *
 * @param crop the part of the upright image that is resized to the input; empty for the crop of the preprocessing
 * @param colour how colours change
 * @param motion how the input is mirrored, translated and rotated
 * @param erased the part of the input that is erased, if any
 */
record AugmentationDraw(
        Optional<Region> crop, ColourJitter colour, GeometricTransform motion, Optional<Region> erased) {
    private static final double NARROWEST_CROP = 3.0 / 4;
    private static final double WIDEST_CROP = 4.0 / 3;

    /** The sampler of RandomErasing, whose ratio of 0.3 to 3.3 is height / width; no full row or column is erased. */
    private static final RegionSampler ERASED = new RegionSampler(0.02, 0.33, 1 / 3.3, 1 / 0.3, 1);

    /**
     * Draws the values for an upright image and an input of the given sizes. Everything but the rectangles is drawn first
     * and even where it has no effect, so that one setting does not change the draws of another; rectangles may take
     * several tries and come last.
     */
    static AugmentationDraw of(
            Augmentation augmentation, int imageWidth, int imageHeight, ImageSize input, RandomGenerator random) {
        GeometricTransform motion = motion(augmentation, random);
        ColourJitter colour = colour(augmentation.colourJitter(), random);
        boolean erases = random.nextDouble() < augmentation.erasing();
        return new AugmentationDraw(
                crop(augmentation.smallestCrop(), imageWidth, imageHeight, random),
                colour,
                motion,
                erases ? ERASED.draw(input.width(), input.height(), random) : Optional.empty());
    }

    private static GeometricTransform motion(Augmentation augmentation, RandomGenerator random) {
        boolean mirrored = random.nextBoolean() && augmentation.horizontalFlip();
        // The bound of a draw is exclusive, and an int.
        int reach = Math.min(augmentation.maximumShift(), Integer.MAX_VALUE - 1);
        int right = random.nextInt(-reach, reach + 1);
        int down = random.nextInt(-reach, reach + 1);
        return new GeometricTransform(mirrored, right, down, augmentation.maximumRotation() * signed(random));
    }

    private static ColourJitter colour(double jitter, RandomGenerator random) {
        return new ColourJitter(1 + jitter * signed(random), 1 + jitter * signed(random), 1 + jitter * signed(random));
    }

    private static Optional<Region> crop(double smallest, int width, int height, RandomGenerator random) {
        if (smallest == 1) {
            return Optional.empty();
        }
        RegionSampler sampler = new RegionSampler(smallest, 1, NARROWEST_CROP, WIDEST_CROP, 0);
        return sampler.draw(width, height, random).or(() -> Optional.of(sampler.centre(width, height)));
    }

    /** A uniform draw from -1 to 1. */
    private static double signed(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
