package org.tl4j.data.internal.imaging;

import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.ImageLimits;

/** The door of this package. */
public final class Imaging {
    private Imaging() {}

    /** An image preprocessor that refuses larger images than {@code limits} allow before they are decoded. */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits) {
        return new OpenCvImagePreprocessor(ImageLimits.of(limits));
    }

    /** A reader of sizes that refuses the same images. */
    public static ImageSizeReader imageSizeReader(ReadingSettings limits) {
        return new HeaderSizeReader(ImageLimits.of(limits));
    }
}
