package org.tl4j.data.internal.imaging;

import org.tl4j.core.preprocessing.ImagePreprocessor;

/** The door of this package. */
public final class Imaging {
    private Imaging() {}

    /** An image preprocessor that refuses images of more than {@code maximumMegapixels} before they are decoded. */
    public static ImagePreprocessor imagePreprocessor(int maximumMegapixels) {
        return new OpenCvImagePreprocessor(maximumMegapixels);
    }
}
