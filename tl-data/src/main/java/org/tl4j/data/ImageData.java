package org.tl4j.data;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.imaging.Imaging;
import org.tl4j.data.internal.reading.Reading;
import org.tl4j.data.internal.splitting.Splitting;

/** Makes everything of this module, for those who do without Guice. */
public final class ImageData {
    private ImageData() {}

    /** Finds labelled images in folders, zips and CSVs. Thread-safe. */
    public static DatasetSource datasetSource() {
        return Reading.datasetSource();
    }

    /** Reads their bytes. Thread-safe; the caller closes it, and with it the zips that it has opened. */
    public static ImageReader imageReader() {
        return Reading.imageReader();
    }

    /** Whether the ending of a file's name is that of an image, also of formats that are not decoded. */
    public static boolean isNamedLikeImage(String fileName) {
        return ImageFormat.promisedBy(fileName);
    }

    /** Parts them by seed and content. Thread-safe. */
    public static Splitter splitter() {
        return Splitting.splitter();
    }

    /** Reads the sizes of images within the limits of {@link ReadingSettings#DEFAULT}. Thread-safe. */
    public static ImageSizeReader imageSizeReader() {
        return Imaging.imageSizeReader(ReadingSettings.DEFAULT);
    }

    /** Decodes images within the limits of {@link ReadingSettings#DEFAULT}. Thread-safe. */
    public static ImagePreprocessor imagePreprocessor() {
        return imagePreprocessor(ReadingSettings.DEFAULT);
    }

    /**
     * Decodes images of at most {@code maximumMegapixels}. Thread-safe.
     *
     * @param maximumMegapixels at least 1; the same limit as the data set was read with, or none of its larger images pass
     */
    public static ImagePreprocessor imagePreprocessor(int maximumMegapixels) {
        return imagePreprocessor(new ReadingSettings(maximumMegapixels, false));
    }

    /** Decodes images within limits. Thread-safe. */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits) {
        return Imaging.imagePreprocessor(limits, Optional.empty());
    }

    /**
     * Decodes images within limits, and notes in a folder which of them are in native code, so that one that ended this
     * process is known to the next, which tries it in a process of its own and refuses it if that dies too. Thread-safe.
     *
     * @param journal the folder, made at the first image; several processes may share it
     */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits, Path journal) {
        return Imaging.imagePreprocessor(limits, Optional.of(journal));
    }
}
