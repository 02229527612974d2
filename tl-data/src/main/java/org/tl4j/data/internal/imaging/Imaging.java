package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.ImageLimits;

/** The door of this package. */
public final class Imaging {
    private static final Logger LOG = LoggerFactory.getLogger(Imaging.class);

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

    /** How many images were in native code when a process died, and have not been tried since; 0 without the folder. */
    public static int suspectedImages(Path journal) {
        if (Files.isDirectory(journal)) {
            try {
                CrashJournal.inheritAll(journal);
            } catch (IOException e) {
                LOG.warn("{} cannot be written ({}), so images of the last processes are not counted", journal, "" + e);
            }
        }
        return Suspects.in(journal).suspected();
    }

    /** How many images are refused since they ended a process of their own; 0 without the folder. */
    public static int refusedImages(Path journal) {
        return Suspects.in(journal).refused();
    }

    /** Forgets both. */
    public static void clearSuspects(Path journal) throws IOException {
        if (Files.isDirectory(journal)) {
            CrashJournal.inheritAll(journal);
            Suspects.in(journal).clear();
        }
    }
}
