package org.tl4j.data.internal.imaging;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_core;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ByteSupply;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.SizeLimit;

/** The main path of this package. Has no state, so any number of threads may use it. */
final class OpenCvImagePreprocessor implements ImagePreprocessor {
    /** Raised with every change of this package that changes a pixel. */
    private static final String VERSION = "TL4J imaging 1 and OpenCV %d.%d.%d"
            .formatted(opencv_core.CV_VERSION_MAJOR, opencv_core.CV_VERSION_MINOR, opencv_core.CV_VERSION_REVISION);

    private final SizeLimit limit;

    OpenCvImagePreprocessor(int maximumMegapixels) {
        this.limit = new SizeLimit(maximumMegapixels);
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
        checkRoom(preprocessing, target);
        try {
            ImageHeader header = ImageHeaders.read(ByteSupply.of(encoded), limit)
                    .orElseThrow(() -> new BrokenImageException(
                            encoded.length == 0 ? "is empty" : "is no image: it must be JPEG, PNG, BMP, TIFF or WebP"));
            Window window = header.sideways()
                    ? Window.of(header.height(), header.width(), preprocessing)
                    : Window.of(header.width(), header.height(), preprocessing);
            try (Pixels pixels = OpenCvDecoder.decode(encoded, header, reduction(header, window))) {
                Normaliser.normalise(Resampler.resample(pixels, window), preprocessing, target);
            }
        } catch (BrokenImageException e) {
            throw new DataException(
                    new Problem("image data", "must be a whole image", "one that " + e.getMessage(), ""), e);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always readable", e);
        }
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
    public void augment(
            FloatBuffer image, Preprocessing preprocessing, Augmentation augmentation, RandomGenerator random) {
        checkRoom(preprocessing, image);
        Augmenter.augment(image, preprocessing, augmentation, random);
    }

    /** Only JPEG has a cheap way to a smaller picture. */
    private static int reduction(ImageHeader header, Window window) {
        if (header.format() != ImageFormat.JPEG) {
            return 1;
        }
        return header.sideways()
                ? window.reduction(header.height(), header.width())
                : window.reduction(header.width(), header.height());
    }

    private static void checkRoom(Preprocessing preprocessing, FloatBuffer target) {
        if (target.limit() < preprocessing.valuesPerImage()) {
            throw new IllegalArgumentException(
                    "target must have room for " + preprocessing.valuesPerImage() + " values, found " + target.limit());
        }
    }
}
