package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.data.internal.format.ImageLimits;

/** The entry point of this package. */
public final class Imaging {
    private static final Logger LOG = LoggerFactory.getLogger(Imaging.class);

    private Imaging() {}

    /**
     * An image preprocessor that refuses larger images than {@code limits} allow before they are decoded, and keeps a
     * journal of the images it decodes in the folder {@code journal}.
     */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits, Optional<Path> journal) {
        return new OpenCvImagePreprocessor(ImageLimits.of(limits), new GuardedDecoder(journal));
    }

    /** A reader of image sizes that refuses the same images. */
    public static ImageSizeReader imageSizeReader(ReadingSettings limits) {
        return new HeaderSizeReader(ImageLimits.of(limits));
    }

    /** A reader of small copies, which decodes by these. */
    public static ThumbnailReader thumbnailReader(
            ImageReader reader, ImageSizeReader sizes, ImagePreprocessor preprocessor) {
        return new JpegThumbnailReader(reader, sizes, preprocessor);
    }

    /** The number of images that were in native code when a process died, not tried since; 0 without the folder. */
    public static int suspectedImages(Path journal) {
        if (Files.isDirectory(journal)) {
            try {
                CrashJournal.collectAll(journal);
            } catch (IOException e) {
                LOG.warn(
                        "{} cannot be written ({}), so the images of earlier processes are not counted",
                        journal,
                        "" + e);
            }
        }
        return Suspects.in(journal).suspected();
    }

    /** The number of images that are refused because they crashed a separate process; 0 without the folder. */
    public static int refusedImages(Path journal) {
        return Suspects.in(journal).refused();
    }

    /** Removes suspected and refused images from the folder. */
    public static void clearSuspects(Path journal) throws IOException {
        if (Files.isDirectory(journal)) {
            CrashJournal.collectAll(journal);
            Suspects.in(journal).clear();
        }
    }
}
