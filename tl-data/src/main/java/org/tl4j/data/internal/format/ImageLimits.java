package org.tl4j.data.internal.format;

import org.tl4j.core.dataset.ReadingSettings;

/**
 * The largest permitted size of an image.
 *
 * @param megapixels maximum number of pixels in millions, at least 1
 * @param bytes maximum size of the file in bytes, at least 1
 */
public record ImageLimits(int megapixels, long bytes) {
    /** The longest permitted side in pixels, whatever the area: OpenCV's own limit. */
    static final int LONGEST_SIDE = 1 << 20;

    private static final long MILLION = 1_000_000;

    /** The limits that {@code settings} set. */
    public static ImageLimits of(ReadingSettings settings) {
        return new ImageLimits(settings.maximumMegapixels(), settings.maximumFileBytes());
    }

    /** The maximum number of pixels. */
    long pixels() {
        return megapixels * MILLION;
    }

    /** Refuses a file that is too long to be kept in memory. */
    public void checkBytes(long found) throws BrokenImageException {
        if (found > bytes) {
            throw BrokenImageException.tooLarge("has more than " + bytes / MILLION
                    + " MB, the limit of a file; make it smaller, or raise the limit");
        }
    }

    /** Refuses a declared size that is zero or exceeds a limit. */
    void check(long width, long height) throws BrokenImageException {
        String size = "declares a size of " + width + "x" + height + " pixels";
        if (width < 1 || height < 1) {
            throw BrokenImageException.corrupt(size);
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw BrokenImageException.tooLarge(size + ", a side over the limit of " + LONGEST_SIDE);
        }
        if (width * height > pixels()) {
            throw BrokenImageException.tooLarge(size + ", over the limit of " + megapixels + " megapixels");
        }
    }
}
