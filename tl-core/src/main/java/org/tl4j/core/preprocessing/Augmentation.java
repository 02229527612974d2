package org.tl4j.core.preprocessing;

import java.util.Map;
import org.tl4j.core.error.UsageException;

/**
 * Random changes to training images that leave their class as it is. Only training uses it; evaluation and prediction
 * have no parameter for it. Each change is drawn again for every image and every epoch.
 *
 * <p>Areas outside of the original image are filled with the value of a mean pixel, which is 0 after normalisation.
 *
 * @param horizontalFlip whether half of the images are mirrored left to right
 * @param maximumShift by how many pixels of the input at most an image is moved in each direction, from 0
 * @param smallestCrop the smallest share of the image's area, in (0, 1], that a random part of it may have, which is then
 *     resized to the input size; its sides are in a ratio from 3:4 to 4:3 (Szegedy et al. 2015, "Going Deeper with
 *     Convolutions"; torchvision's {@code RandomResizedCrop}). 1 leaves the resizing and the crop of the
 *     {@link Preprocessing} as they are
 * @param maximumRotation by how many degrees at most an image is turned about its centre, either way, in [0, 180]
 * @param colourJitter by which share brightness, contrast and saturation are raised or lowered at most, each on its own, in
 *     [0, 1) (torchvision's {@code ColorJitter}, in this order)
 * @param erasing the probability, in [0, 1], that a rectangle of 2 to 33 percent of the input is replaced by mean pixels
 *     (Zhong et al. 2017, "Random Erasing Data Augmentation"; torchvision's {@code RandomErasing})
 */
public record Augmentation(
        boolean horizontalFlip,
        int maximumShift,
        double smallestCrop,
        double maximumRotation,
        double colourJitter,
        double erasing) {
    /** Leaves images as they are. */
    public static final Augmentation NONE = new Augmentation(false, 0, 1, 0, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws UsageException if a value is out of its range; it names the dashed key of {@link #byKey()}
     */
    public Augmentation {
        require(maximumShift >= 0, "maximum-shift", "must be at least 0", maximumShift);
        require(smallestCrop > 0 && smallestCrop <= 1, "smallest-crop", "must be in (0, 1]", smallestCrop);
        require(
                maximumRotation >= 0 && maximumRotation <= 180,
                "maximum-rotation",
                "must be in [0, 180]",
                maximumRotation);
        require(colourJitter >= 0 && colourJitter < 1, "colour-jitter", "must be in [0, 1)", colourJitter);
        require(erasing >= 0 && erasing <= 1, "erasing", "must be in [0, 1]", erasing);
    }

    private static void require(boolean holds, String key, String rule, Number found) {
        if (!holds) {
            throw new UsageException(key, rule, found.toString(), "");
        }
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        return Map.of(
                "horizontal-flip", Boolean.toString(horizontalFlip),
                "maximum-shift", Integer.toString(maximumShift),
                "smallest-crop", Double.toString(smallestCrop),
                "maximum-rotation", Double.toString(maximumRotation),
                "colour-jitter", Double.toString(colourJitter),
                "erasing", Double.toString(erasing));
    }
}
