package org.tl4j.data;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.imaging.Imaging;
import org.tl4j.data.internal.reading.Reading;
import org.tl4j.data.internal.splitting.Splitting;

/** Creates the services of this module without Guice. */
public final class ImageData {
    private ImageData() {}

    /** Finds labelled images in folders, zips and CSVs. Thread-safe. */
    public static DatasetSource datasetSource() {
        return Reading.datasetSource();
    }

    /** Reads the bytes of images. Thread-safe; the caller closes it, which also closes the zips that it has opened. */
    public static ImageReader imageReader() {
        return Reading.imageReader();
    }

    /** Whether a file name has the extension of an image format, including formats that are not decoded. */
    public static boolean isNamedLikeImage(String fileName) {
        return ImageFormat.hasImageExtension(fileName);
    }

    /** Splits a data set by seed and content. Thread-safe. */
    public static Splitter splitter() {
        return Splitting.splitter();
    }

    /** Reads the sizes of images within the limits of {@link ReadingSettings#DEFAULT}. Thread-safe. */
    public static ImageSizeReader imageSizeReader() {
        return Imaging.imageSizeReader(ReadingSettings.DEFAULT);
    }

    /**
     * Makes small copies of images. Thread-safe.
     *
     * @param reader of the bytes, which the caller closes after this
     * @param sizes of the images
     * @param preprocessor decodes them
     */
    public static ThumbnailReader thumbnailReader(
            ImageReader reader, ImageSizeReader sizes, ImagePreprocessor preprocessor) {
        return Imaging.thumbnailReader(reader, sizes, preprocessor);
    }

    /** Decodes images within the limits of {@link ReadingSettings#DEFAULT}. Thread-safe. */
    public static ImagePreprocessor imagePreprocessor() {
        return imagePreprocessor(ReadingSettings.DEFAULT);
    }

    /**
     * Decodes images of at most {@code maximumMegapixels}. Thread-safe.
     *
     * @param maximumMegapixels at least 1; use the limit that the data set was read with, or its larger images are refused
     */
    public static ImagePreprocessor imagePreprocessor(int maximumMegapixels) {
        return imagePreprocessor(new ReadingSettings(maximumMegapixels, false));
    }

    /** Decodes images within limits. Thread-safe. */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits) {
        return Imaging.imagePreprocessor(limits, Optional.empty());
    }

    /**
     * Decodes images within limits, and records in a folder which images native code is decoding. If an image crashes this
     * process, the next process tries that image in a separate process and refuses it if that crashes too. Thread-safe.
     *
     * @param journal the folder, created at the first image; several processes may share it
     */
    public static ImagePreprocessor imagePreprocessor(ReadingSettings limits, Path journal) {
        return Imaging.imagePreprocessor(limits, Optional.of(journal));
    }
}
