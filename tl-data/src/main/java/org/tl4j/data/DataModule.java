package org.tl4j.data;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.inspection.PixelMeter;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;

/**
 * Binds this module's implementations of core's interfaces:
 *
 * <ul>
 *   <li>{@link DatasetSource}, one
 *   <li>{@link ImageReader}, one, closed by the creator of the injector
 *   <li>{@link Splitter}, one
 *   <li>{@link ImagePreprocessor}, one
 *   <li>{@link ImageSizeReader}, one
 *   <li>{@link PixelMeter}, one
 * </ul>
 *
 * It needs no binding of other modules.
 */
public final class DataModule extends AbstractModule {
    private final Optional<Path> journal;

    /** Without a journal of what is decoded. */
    public DataModule() {
        this.journal = Optional.empty();
    }

    /** With a journal in this folder, as {@link ImageData#imagePreprocessor(ReadingSettings, Path)} keeps it. */
    public DataModule(Path journal) {
        this.journal = Optional.of(journal);
    }

    @Provides
    @Singleton
    DatasetSource datasetSource() {
        return ImageData.datasetSource();
    }

    @Provides
    @Singleton
    ImageReader imageReader() {
        return ImageData.imageReader();
    }

    @Provides
    @Singleton
    Splitter splitter() {
        return ImageData.splitter();
    }

    @Provides
    @Singleton
    ImagePreprocessor imagePreprocessor() {
        return journal.map(folder -> ImageData.imagePreprocessor(ReadingSettings.DEFAULT, folder))
                .orElseGet(ImageData::imagePreprocessor);
    }

    @Provides
    @Singleton
    ImageSizeReader imageSizeReader() {
        return ImageData.imageSizeReader();
    }

    @Provides
    @Singleton
    PixelMeter pixelMeter() {
        return journal.map(folder -> ImageData.pixelMeter(ReadingSettings.DEFAULT, folder))
                .orElseGet(ImageData::pixelMeter);
    }
}
