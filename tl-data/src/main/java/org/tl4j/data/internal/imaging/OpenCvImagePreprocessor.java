package org.tl4j.data.internal.imaging;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_core;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.HeaderReader;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;

/** The main path of this package. Thread-safe. */
final class OpenCvImagePreprocessor implements ImagePreprocessor {
    /** Increase the version with every change of this package that changes a pixel. */
    private static final String VERSION = "TL4J imaging 2 and OpenCV %d.%d.%d"
            .formatted(opencv_core.CV_VERSION_MAJOR, opencv_core.CV_VERSION_MINOR, opencv_core.CV_VERSION_REVISION);

    private final ImageLimits limits;

    private final GuardedDecoder decoder;

    OpenCvImagePreprocessor(ImageLimits limits, GuardedDecoder decoder) {
        this.limits = limits;
        this.decoder = decoder;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public OpenCvImagePreprocessor within(ReadingSettings settings) {
        return new OpenCvImagePreprocessor(ImageLimits.of(settings), decoder);
    }

    @Override
    public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
        checkRoom(preprocessing, target);
        ImageHeader header = header(encoded);
        Normaliser.normalise(pixels(encoded, header, whole(header, preprocessing)), preprocessing, target);
    }

    @Override
    public void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target) {
        checkRoom(preprocessing, target);
        try (Pixels pixels = new BufferedPixels(image)) {
            Window window = Window.of(pixels.width(), pixels.height(), preprocessing);
            Normaliser.normalise(Resampler.resample(pixels, window), preprocessing, target);
        }
    }

    @Override
    public void prepare(
            byte[] encoded,
            Preprocessing preprocessing,
            Augmentation augmentation,
            RandomGenerator random,
            FloatBuffer target) {
        checkRoom(preprocessing, target);
        ImageHeader header = header(encoded);
        AugmentationDraw draw = AugmentationDraw.of(
                augmentation, header.uprightWidth(), header.uprightHeight(), preprocessing.crop(), random);
        Window window = draw.crop()
                .map(source -> Window.of(
                        source, preprocessing.crop(), preprocessing.resize().interpolation()))
                .orElseGet(() -> whole(header, preprocessing));
        byte[] pixels = pixels(encoded, header, window);
        draw.colour().apply(pixels);
        Normaliser.normalise(pixels, preprocessing, target);
        draw.motion().apply(target, preprocessing);
        draw.erased().ifPresent(region -> RandomErasing.erase(region, target, preprocessing));
    }

    /** The header of an image within the limits. */
    ImageHeader header(byte[] encoded) {
        try {
            limits.checkBytes(encoded.length);
            Optional<ImageHeader> header = ImageHeaders.read(HeaderReader.of(encoded, limits), limits);
            if (header.isEmpty()) {
                throw ImageHeaders.unknown(HeaderReader.of(encoded, limits));
            }
            return header.get();
        } catch (BrokenImageException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always readable", e);
        }
    }

    /** The pixels of the window, [height, width, blue green red]. */
    byte[] pixels(byte[] encoded, ImageHeader header, Window window) {
        // Only JPEG can be decoded at a smaller size cheaply.
        int reduction = header.format() == ImageFormat.JPEG ? window.reduction() : 1;
        try (Pixels pixels = decoder.decode(encoded, header, reduction, limits)) {
            return Resampler.resample(pixels, window);
        } catch (BrokenImageException e) {
            throw refused(e);
        }
    }

    private static Window whole(ImageHeader header, Preprocessing preprocessing) {
        return Window.of(header.uprightWidth(), header.uprightHeight(), preprocessing);
    }

    private static DataException refused(BrokenImageException e) {
        return new DataException(
                e.kind(), new Problem("image data", "must be a whole image", "one that " + e.getMessage(), ""), e);
    }

    private static void checkRoom(Preprocessing preprocessing, FloatBuffer target) {
        if (target.limit() < preprocessing.valuesPerImage()) {
            throw new IllegalArgumentException(
                    "target must have room for " + preprocessing.valuesPerImage() + " values, found " + target.limit());
        }
    }
}
