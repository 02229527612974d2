package org.tl4j.data.internal.imaging;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.ImageLimits;

/** The door of this package. */
public final class Imaging {
    private Imaging() {}

    /**
     * An image preprocessor that refuses larger images than {@code limits} allow before they are decoded, and keeps a
     * journal of what it decodes in {@code journal}.
     */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits, Optional<Path> journal) {
        return new OpenCvImagePreprocessor(ImageLimits.of(limits), new GuardedDecoder(journal));
    }

    /** A reader of sizes that refuses the same images. */
    public static ImageSizeReader imageSizeReader(ReadingSettings limits) {
        return new HeaderSizeReader(ImageLimits.of(limits));
    }
}
