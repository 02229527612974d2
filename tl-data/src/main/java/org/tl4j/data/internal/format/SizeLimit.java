package org.tl4j.data.internal.format;

/**
 * How large an image may declare itself to be.
 *
 * @param megapixels at most so many millions of pixels
 */
public record SizeLimit(int megapixels) {
    /** No side may be longer, whatever the area: OpenCV's own limit. */
    static final int LONGEST_SIDE = 1 << 20;

    /** Refuses a declared size of nothing or of too much. */
    void check(long width, long height) throws BrokenImageException {
        if (width < 1 || height < 1) {
            throw new BrokenImageException("declares a size of " + width + "x" + height + " pixels");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new BrokenImageException(
                    "declares a size of " + width + "x" + height + " pixels, a side over the limit of " + LONGEST_SIDE);
        }
        if (width * height > megapixels * 1_000_000L) {
            throw new BrokenImageException("declares a size of " + width + "x" + height + " pixels, over the limit of "
                    + megapixels + " megapixels");
        }
    }
}
