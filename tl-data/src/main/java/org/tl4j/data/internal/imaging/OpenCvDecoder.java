package org.tl4j.data.internal.imaging;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;

/**
 * Decodes with OpenCV. All native memory of one image belongs to the returned {@link Pixels} and is freed with them.
 * OpenCV's number of threads is not changed: the setting is global to the process, and decoding uses one thread anyway.
 */
final class OpenCvDecoder {
    private OpenCvDecoder() {}

    /**
     * Decodes an image whose header has been read.
     *
     * @param reduction 1, or 2, 4, 8 to decode a JPEG at that fraction of its size, which is several times faster
     */
    static Pixels decode(byte[] encoded, ImageHeader header, int reduction) throws BrokenImageException {
        PointerScope scope = openScope();
        try {
            Mat mat = refusing(header, () -> upright(decodeMat(encoded, header, reduction), header.orientation()));
            int width = header.uprightWidth();
            int height = header.uprightHeight();
            if (mat.cols() != reduced(width, reduction) || mat.rows() != reduced(height, reduction)) {
                throw BrokenImageException.corrupt("is damaged: it declares " + width + "x" + height + " pixels, but "
                        + mat.cols() + "x" + mat.rows() + " were decoded");
            }
            return new MatPixels(scope, mat, reduction, header);
        } catch (BrokenImageException | RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** A step that calls OpenCV. */
    interface Step {
        Mat take() throws BrokenImageException;
    }

    /** Turns failures in native code into failures of this one image, so that it can be left out. */
    static Mat refusing(ImageHeader header, Step step) throws BrokenImageException {
        try {
            return step.take();
        } catch (RuntimeException e) {
            // JavaCPP throws a plain RuntimeException for any C++ exception.
            throw damaged(header, e);
        } catch (OutOfMemoryError e) {
            // JavaCPP's own error: native memory is exhausted, and its use is in proportion to the image.
            BrokenImageException tooLarge =
                    BrokenImageException.tooLarge("needs more memory to be decoded than is available: " + header.width()
                            + "x" + header.height() + " pixels; make it smaller, or give Java more memory");
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    @SuppressWarnings("unchecked") // the constructor takes classes that limit the scope; none here
    private static PointerScope openScope() {
        try {
            Loader.load(opencv_imgcodecs.class);
            return new PointerScope();
        } catch (LinkageError e) {
            throw new EnvironmentException(
                    new Problem(
                            "OpenCV",
                            "must be on the class path with its native half for this platform",
                            Loader.Detector.getPlatform(),
                            "add org.bytedeco:opencv and org.bytedeco:openblas with this classifier"),
                    e);
        }
    }

    private static Mat decodeMat(byte[] encoded, ImageHeader header, int reduction) throws BrokenImageException {
        // WebP may have alpha; a JPEG is colour or grey, and is decoded to colour.
        int flags = header.format() == ImageFormat.WEBP
                ? IMREAD_UNCHANGED
                : IMREAD_IGNORE_ORIENTATION
                        | switch (reduction) {
                            case 8 -> IMREAD_REDUCED_COLOR_8;
                            case 4 -> IMREAD_REDUCED_COLOR_4;
                            case 2 -> IMREAD_REDUCED_COLOR_2;
                            default -> IMREAD_COLOR;
                        };
        byte[] file = header.essence().of(encoded);
        Mat mat = imdecode(new Mat(1, file.length, CV_8U, new BytePointer(file)), flags);
        if (mat == null || mat.empty() || mat.depth() != CV_8U || mat.channels() < Pixels.CHANNELS) {
            throw damaged(header, null);
        }
        return mat;
    }

    private static BrokenImageException damaged(ImageHeader header, RuntimeException cause) {
        BrokenImageException damaged = BrokenImageException.corrupt("is a " + header.format()
                + " that cannot be decoded; it is damaged, truncated or of a rare kind, save it again as PNG");
        if (cause != null) {
            damaged.initCause(cause);
        }
        return damaged;
    }

    /**
     * Applies an orientation of EXIF 2.32, which states where the first row and first column of the stored image belong.
     */
    private static Mat upright(Mat stored, int orientation) {
        Mat mat = stored;
        if (orientation >= 5) {
            mat = new Mat();
            opencv_core.transpose(stored, mat);
        }
        return switch (orientation) {
            case 2, 6 -> flipped(mat, 1);
            case 3, 7 -> flipped(mat, -1);
            case 4, 8 -> flipped(mat, 0);
            default -> mat;
        };
    }

    private static Mat flipped(Mat mat, int code) {
        Mat flipped = new Mat();
        opencv_core.flip(mat, flipped, code);
        return flipped;
    }

    /** The reduced length of a side: libjpeg rounds up. */
    private static int reduced(int side, int reduction) {
        return (side + reduction - 1) / reduction;
    }
}
