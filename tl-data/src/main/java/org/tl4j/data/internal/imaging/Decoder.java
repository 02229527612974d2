package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tl4j.data.internal.format.BmpHeader;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.HeaderReader;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;
import org.tl4j.data.internal.format.TiffCompression;
import org.tl4j.data.internal.format.TiffHeader;
import org.tl4j.data.internal.raster.BmpDecoder;
import org.tl4j.data.internal.raster.PngDecoder;
import org.tl4j.data.internal.raster.Raster;
import org.tl4j.data.internal.raster.TiffDecoder;

/** Decodes an image whose header has been read: JPEG, WebP and JPEG inside TIFF in native code;
 * all other formats in Java. */
final class Decoder {
    private Decoder() {}

    /** Whether native code decodes an image or a part of it. */
    static boolean isNative(byte[] encoded, ImageHeader header, ImageLimits limits) throws BrokenImageException {
        return switch (header.format()) {
            case JPEG, WEBP -> true;
            case TIFF -> TiffHeader.layout(encoded, limits).compression() == TiffCompression.JPEG;
            case PNG, BMP -> false;
        };
    }

    /**
     * Returns the upright pixels.
     *
     * @param reduction 1, or 2, 4, 8 to decode a JPEG at that fraction of its size, which is several times faster
     */
    static Pixels decode(byte[] encoded, ImageHeader header, int reduction, ImageLimits limits)
            throws BrokenImageException {
        try {
            return switch (header.format()) {
                case JPEG, WEBP -> OpenCvDecoder.decode(encoded, header, reduction);
                case PNG -> upright(PngDecoder.decode(header.essence().of(encoded)), header);
                case BMP -> upright(BmpDecoder.decode(encoded, BmpHeader.layout(encoded, limits)), header);
                case TIFF ->
                    upright(
                            TiffDecoder.decode(
                                    encoded,
                                    TiffHeader.layout(encoded, limits),
                                    (jpeg, width, height) -> part(jpeg, width, height, limits)),
                            header);
            };
        } catch (IndexOutOfBoundsException e) {
            throw BrokenImageException.contradictory(header.format(), e);
        } catch (OutOfMemoryError | ArithmeticException e) {
            // The failed allocation is in proportion to the image, or longer than an array can be.
            BrokenImageException tooLarge =
                    BrokenImageException.tooLarge("needs more memory to be decoded than is available: " + header.width()
                            + "x" + header.height() + " pixels; make it smaller, or give Java more memory");
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    private static Pixels upright(Raster raster, ImageHeader header) {
        return new RasterPixels(raster, header.orientation());
    }

    /** Decodes a JPEG inside another file. */
    private static byte[] part(byte[] jpeg, int width, int height, ImageLimits limits) throws BrokenImageException {
        ImageHeader header;
        try {
            header = ImageHeaders.read(HeaderReader.of(jpeg, limits), limits).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always readable", e);
        }
        if (header.format() != ImageFormat.JPEG || header.width() != width || header.height() != height) {
            throw BrokenImageException.corrupt("is a damaged TIFF: a part has a wrong size");
        }
        byte[] target = new byte[width * height * Pixels.CHANNELS];
        byte[] row = new byte[width * Pixels.CHANNELS];
        ImageHeader asStored = new ImageHeader(header.format(), width, height, 1, header.essence());
        try (Pixels pixels = OpenCvDecoder.decode(jpeg, asStored, 1)) {
            for (int y = 0; y < height; y++) {
                pixels.copyRow(y, row);
                System.arraycopy(row, 0, target, y * row.length, row.length);
            }
        }
        return target;
    }
}
