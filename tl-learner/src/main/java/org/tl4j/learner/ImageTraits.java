package org.tl4j.learner;

/**
 * What the images of a data set have in common, as far as a backbone is selected by it.
 *
 * @param longerSide the median of their longer sides in pixels, at least 1
 * @param grey whether they show no colours; looked at in small images only
 */
record ImageTraits(int longerSide, boolean grey) {
    /** Images that a camera takes. */
    static final ImageTraits PHOTOS = new ImageTraits(500, false);

    /** CIFAR has images of 32 pixels and Fashion-MNIST of 28, and networks for such images see 32. */
    static final int SMALL = 40;

    /** Whether a network for images of 32x32 pixels sees all that there is in them. */
    boolean small() {
        return longerSide <= SMALL;
    }
}
