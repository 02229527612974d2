package org.tl4j.data.internal.imaging;

import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.SizeLimit;

/** The door of this package. */
public final class Imaging {
    private Imaging() {}

    /** An image preprocessor that refuses images of more than {@code maximumMegapixels} before they are decoded. */
    public static ImagePreprocessor imagePreprocessor(int maximumMegapixels) {
        return new OpenCvImagePreprocessor(maximumMegapixels);
    }

    /** A reader of sizes that refuses the same images. */
    public static ImageSizeReader imageSizeReader(int maximumMegapixels) {
        return new HeaderSizeReader(new SizeLimit(maximumMegapixels));
    }
}
