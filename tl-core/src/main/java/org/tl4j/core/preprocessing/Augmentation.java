package org.tl4j.core.preprocessing;

/**
 * Random changes to training images that leave their class as it is. Only training takes one; evaluation and prediction
 * have no parameter for it.
 *
 * @param horizontalFlip whether half of the images are mirrored left to right
 * @param maximumShift by how many pixels of the input at most an image is moved in each direction, from 0; the border is
 *     filled with the value that a mean pixel has
 */
public record Augmentation(boolean horizontalFlip, int maximumShift) {
    /** Leaves images as they are. */
    public static final Augmentation NONE = new Augmentation(false, 0);

    public Augmentation {
        if (maximumShift < 0) {
            throw new IllegalArgumentException("maximum-shift must be at least 0 pixels, found " + maximumShift);
        }
    }
}
